# Команды реестра. A и B — две стороны.

office-state-since = { $state } с { $since }
office-reason = Причина: { $reason }
office-untitled = (без названия)
office-machine = (машинный перевод)
office-behind = {", отстаёт"}
office-nothing-changed = Ничего не изменилось: запись уже такова.
office-waiting-for = Сторона { $side } ещё не подтвердила. До этого ничего не произошло.
office-half-lapsed = Подтверждение стороны { $side } («{ $act }») утратило силу: подтверждённой версии больше нет.
office-checked = Реестр читается. Цепочка заканчивается записью { $n }, { $hash }. Документов, все целы: { $documents }.
office-migrated = Реестр соответствует этой версии.
office-one-time-token = Передайте этот одноразовый ключ пользователю { $user } для регистрации: counterpart user enrol --out FILE
office-enrolled = { $user } теперь может действовать. Ключ в файле { $file }; сохраните его, больше он нигде не показан.
office-backed-up = Записано: { $file }; записей цепочки: { $n }, документов: { $documents }. Цепочка заканчивается { $hash }.
office-restored = Восстановлено и проверено: { $folder }; записей цепочки: { $n }, документов: { $documents }.
office-made = Создано: { $folder }. Ваш ключ — в файле admin-a.token. Передайте этот одноразовый ключ администратору стороны B:
office-example-made = Создан пример: { $folder }. Ключи его пользователей ({ $n }) — в папке tokens.
office-ask-name = Название механизма:
office-ask-side-a = Название стороны A:
office-ask-side-b = Название стороны B:
office-ask-administrator-a = Ваше имя (администратор стороны A):
office-ask-administrator-b = Имя администратора стороны B:
office-imported = Новых: { $created }. Изменено: { $changed }. Без изменений: { $unchanged }. Действий: { $acts }. Ждут другой стороны: { $waiting }.
office-matched-identifier = { $row } — это уже имеющаяся запись { $entry } (тот же код): взята она, вторая не создана.
office-matched-name = { $row } — это уже имеющаяся запись { $entry } (то же название): взята она, вторая не создана.
office-dry-run = Это была проба: ничего не записано.
office-head = Подписанный конец цепочки: { $head }
office-found = Найдено: { $n }
office-trace-back = Откуда это возникло
office-trace-forward = Что из этого вышло
office-outcome = Предложений: { $n }. Одобрены, но за ними ничего нет: { $without }. Без ответа: { $unanswered }.
office-by = внесли: { $who }
office-opinion = сторона { $side }: { $answer }
office-merged-into = объединено с { $into }
office-without-trace = Одобрено, но пока ничего за этим не последовало.
office-plan = Пунктов: { $n }. Ничем не подкреплены: { $nothing }.
office-central = центральный уровень
office-local = местный уровень
office-nothing-behind = Этот пункт ничем не подкреплён.
office-roadmap = Проектов в дорожной карте: { $n }
office-move-new = Новые: { $n }
office-move-moved = Продвинулись: { $n }
office-move-finished = Завершены: { $n }
office-move-dropped = Прекращены: { $n }
office-move-unchanged = Без изменений: { $n }
office-was = было: { $state }
office-due = Просрочено: { $overdue }. Скоро срок: { $soon }. Ждут подтверждения: { $waiting }.
office-half-missing = «{ $act }»: сторона { $side } не подтверждает { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
office-overdue = { $date }, просрочено на { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
office-due-on = { $date }, через { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
office-withheld = не для этого читателя; хеш приведён
office-erased = удалено
office-verified = Цепочка цела: записей { $n }, объектов { $entries }; сверено со всеми таблицами, подписанных концов цепочки: { $heads }.
office-you-may = Вы можете: { $acts }
office-half = сторона { $side }: «{ $act }» — подтверждение { $by }, { $at }, { $signed }
office-signed = с подписью
office-unsigned = без подписи
office-text-kept = Текст сохранён.
office-reminders = Напоминаний: { $n }
office-letter-to-be-sent = будет отправлено
office-letter-sent = отправлено
office-letter-sent-before = отправлено раньше
office-letter-failed = почтовый сервер не принял; попытка повторится
office-letter-uncertain = неизвестно: программа была прервана во время отправки. Повторно не отправляется; узнайте, дошло ли письмо
office-nobody = Нет ответственного с адресом почты: { $entry }

sheet-heading = Столбец
sheet-meaning = Что это
sheet-required = Обязателен
sheet-allowed = Что писать
sheet-explanations = Пояснения
sheet-lists = Списки

mail-before-subject = Срок { $due }: { $title }
mail-before = { $kind } { $key } «{ $title }»: срок { $due }, осталось не более 30 дней.
mail-on-day-subject = Срок наступил: { $title }
mail-on-day = { $kind } { $key } «{ $title }»: срок наступил, { $due }.
mail-after-subject = Просрочено с { $due }: { $title }
mail-after = { $kind } { $key } «{ $title }»: срок был { $due }, об исполнении не сообщено.
mail-superior-subject = Просрочено, просим внимания: { $title }
mail-superior = { $kind } { $key } «{ $title }»: срок был { $due }. Ответственный получил напоминание, но об исполнении не сообщил.
mail-foot = Это письмо отправлено реестром механизма. Сохраните последнюю строку: по ней можно проверить, что ничего не изменено.
    { $head }
