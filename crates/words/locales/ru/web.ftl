# Страницы команды `counterpart serve`.

web-home = Главная
web-news = Новости и информация
web-sessions = Заседания
web-recommendations = Предложения
web-roadmap = Дорожная карта
web-commitments = Обязательства
web-members = Участники
web-help = Справка
web-desk = Рабочий стол
web-login = Войти
web-search = Поиск
web-skip = Перейти к содержанию
web-languages = Языки
web-menu = Меню
web-crumbs = Вы здесь
web-exercise = Это учебный пример: регионы, люди, проекты и цифры вымышлены.
web-share = Рекомендовать другу
web-share-mail = Отправить эту страницу своей почтовой программой
web-share-address = Адрес этой страницы:
web-share-qr = Адрес этой страницы в виде QR-кода
web-share-about = Сайт ничего не отправляет и никого не считает.
web-data = О данных
web-accessibility = Доступность
web-head = Цепочка аудита: звено { $n }, { $day }
web-head-about = Номер, хеш и время последнего звена, открытый ключ сервера и его подпись. Кто сохранит эту строку, сможет доказать, что всё до неё не изменено.

web-any = любое
web-state = Состояние
web-states = Состояния
web-field = Область сотрудничества
web-region = Регион
web-words = Слова
web-filter = Показать
web-found = { $n ->
    [0] Ничего не найдено.
    [one] { $n } запись
    [few] { $n } записи
   *[other] { $n } записей
}
web-nothing = Здесь пока ничего нет.
web-pages = Страницы
web-page-of = Страница { $page } из { $last }
web-before = Предыдущая страница
web-after = Следующая страница
web-all-of = { $n ->
    [one] Вся { $n } запись
    [few] Все { $n } записи
   *[other] Все { $n } записей
}
web-that-name = Только те, в которых указано:
web-show-all = показать все
web-both-sides = Обе стороны

web-texts = Текст
web-facts = Кратко
web-thread = Что из этого вышло
web-thread-empty = Пока ничего не вышло.
web-origin = Откуда это
web-since = с
web-in-language = ({ $language })
web-shown-in = На русском языке этого текста ещё нет; он показан на другом языке: { $language }.
web-machine = машинный перевод, не проверен
web-behind = другой язык этого текста изменён позже
web-versions = { $n ->
    [one] { $n } версия и её изменения
    [few] { $n } версии и их изменения
   *[other] { $n } версий и их изменения
}
web-history = Версии
web-link = звено
web-half-given = { $side }: подтверждено «{ $act }»
web-half-missing = { $side }: нет подтверждения «{ $act }», { $days ->
    [0] с сегодняшнего дня
    [one] уже { $days } день
    [few] уже { $days } дня
   *[other] уже { $days } дней
}
web-half-signed = подписано ключом стороны
web-half-unsigned = без подписи

web-front-what = Механизм сотрудничества: { $a } и { $b } встречаются, вносят предложения, принимают решения и обязательства. Этот реестр говорит, кто что обещал и что из этого вышло.
web-front-who = Кто участвует
web-front-promised = Что обещано
web-front-became = Что из этого вышло
web-front-next = Ближайшее
web-front-last = Последнее
web-front-regions = { $n ->
    [one] регион-участник: { $side }
    [few] региона-участника: { $side }
   *[other] регионов-участников: { $side }
}
web-front-sessions = { $n ->
    [one] заседание
    [few] заседания
   *[other] заседаний
}
web-front-recommendations = { $n ->
    [one] предложение
    [few] предложения
   *[other] предложений
}
web-front-decisions = { $n ->
    [one] принятое решение
    [few] принятых решения
   *[other] принятых решений
}
web-front-commitments = { $n ->
    [one] обязательство
    [few] обязательства
   *[other] обязательств
}
web-front-projects = { $n ->
    [one] проект дорожной карты
    [few] проекта дорожной карты
   *[other] проектов дорожной карты
}
web-front-agreed = { $n ->
    [one] предложение согласовано полностью или частично
    [few] предложения согласованы полностью или частично
   *[other] предложений согласовано полностью или частично
}
web-front-unanswered = { $n ->
    [one] предложение ждёт ответа
    [few] предложения ждут ответа
   *[other] предложений ждут ответа
}
web-front-running = { $n ->
    [one] проект выполняется
    [few] проекта выполняются
   *[other] проектов выполняются
}
web-front-completed = { $n ->
    [one] проект завершён
    [few] проекта завершены
   *[other] проектов завершены
}
web-front-dropped = { $n ->
    [one] проект прекращён
    [few] проекта прекращены
   *[other] проектов прекращены
}
web-front-results = { $n ->
    [one] результат подтверждён другой стороной
    [few] результата подтверждены другой стороной
   *[other] результатов подтверждены другой стороной
}
web-front-kept = { $n ->
    [one] обязательство подтверждено как выполненное
    [few] обязательства подтверждены как выполненные
   *[other] обязательств подтверждены как выполненные
}

web-roadmap-about = Все проекты обеих сторон. Выберите заседание, чтобы увидеть, что с тех пор появилось, продвинулось, завершено или прекращено.
web-number = №
web-project = Проект
web-parties = Стороны проекта
web-fields = Области
web-partner = и
web-since-session = После заседания
web-since-then = С тех пор
web-moved-new = новый
web-moved-moved = продвинулся; было: { $was }
web-moved-finished = завершён; было: { $was }
web-moved-dropped = прекращён; было: { $was }
web-moved-unchanged = без изменений

web-members-about = Регионы обеих сторон, должности, которые их представляют, и органы, в которых они встречаются.
web-members-count = { $n ->
    [one] { $n } регион
    [few] { $n } региона
   *[other] { $n } регионов
}
web-neither-side = Вне обеих сторон
web-search-about = Все слова должны стоять в одной записи, на любом языке. Китайское слово может стоять внутри предложения, русское — в любой форме.

web-help-lead = Что есть на этом сайте, как его читать и что значит каждое слово.
web-help-use = Как пользоваться сайтом
web-help-use-1 = Главная страница считает обещанное и то, что из него вышло; каждое число ведёт к записям, которые оно считает.
web-help-use-2 = Страница предложения, решения или проекта начинается с того, что из него вышло, с датами.
web-help-use-3 = У каждой страницы на каждом языке свой адрес, который можно отправить другим.
web-help-both = Что обязывает обе стороны
web-help-both-1 = То, что обязывает обе стороны, совершено, только когда обе подтвердили одну и ту же редакцию. Страница говорит, чьего подтверждения нет и с какого времени. Молчание ничего не подтверждает.
web-help-both-2 = Никто ничего не удаляет. Записи отзывают, заменяют или исправляют, и все версии остаются доступными.
web-help-shapes = Знаки
web-help-shapes-1 = ○ не начато; ◐ в работе; ● достигнуто; ▬ отложено или передано; ✕ не состоялось.

web-data-1 = Всё на этом сайте взято из реестра механизма. Каждое изменение записывается вместе со звеном цепочки аудита, поэтому позднейшая правка будет видна.
web-data-2 = Источники расходятся: каждое утверждение хранится со своим источником, и одно может быть отмечено как предпочтительное.
web-data-3 = Отсутствующее показано как отсутствующее, а не как ноль. Даты указаны с той точностью, с какой они известны.
web-data-4 = Переводы, которые не проверил читатель языка, отмечены как черновики; машинные переводы отмечены особо.
web-accessibility-1 = Каждая страница работает с клавиатуры, без скриптов, при двойном размере букв и в печати. Состояния обозначены словом и знаком, а не только цветом.
web-accessibility-2 = При каждом изменении программы страницы проверяются автоматически по WCAG 2.2, уровень AA.
web-accessibility-3 = Ещё не проверено: чтение с программой экранного доступа людьми, которые пользуются ею каждый день. О препятствиях просим сообщать секретариату любой из сторон.

web-error-not-found = Такой страницы нет
web-error-not-found-advice = Возможно, в адресе ошибка, или запись не для публики. Попробуйте поиск.
web-error-forbidden = Вам этого делать нельзя
web-error-forbidden-advice = Это делает другая роль или другая сторона.
web-error-conflict = Запись тем временем изменили
web-error-conflict-advice = Посмотрите её нынешний вид и решите заново.
web-error-input = Не получилось
web-error-input-advice = Ничего не изменено.
web-error-too-many = Слишком много попыток
web-error-too-many-advice = Подождите четверть часа и попробуйте снова.
web-error-too-large = Слишком много за один раз
web-error-too-large-advice = Ничего не изменено. Форма вместе с файлами может занимать до 16 МБ.
web-error-too-slow = Данные шли слишком долго
web-error-too-slow-advice = Ничего не изменено. Попробуйте по более быстрой связи или отправьте меньше за один раз.
web-error-busy = Реестр занят
web-error-busy-advice = Ничего не изменено. Попробуйте через минуту.
web-error-internal = Что-то сломалось
web-error-internal-advice = Ничего не изменено. Причину найдёт в журнале тот, кто ведёт сервер.

# Файлы списков.
web-download = Скачать:
web-export-source = Источник
web-export-address = Адрес
web-export-made = Создано
web-export-entries = Записей
web-export-head = Цепочка аудита
web-export-too-large = В файле было бы больше { $mib } МиБ текста
web-export-too-large-advice = Сузьте список по состоянию, региону, области или словам и скачайте его по частям.

# Загрузка таблиц.
web-import = Загрузить таблицу
web-import-about = Файл CSV или книга XLSX, по строке на каждую запись. Ничего не записывается, пока вы не увидите, что изменится.
web-import-kind = Что в строках
web-import-file = Файл
web-import-file-about = Понятны заголовки на английском, китайском и русском, а также заголовки скачанных отсюда файлов. Не больше 16 МиБ.
web-import-check = Проверить файл
web-import-templates = Бланки для заполнения
web-import-templates-about = Книги с заголовками, списками выбора и пояснениями на вашем языке.
web-import-faulty = Файл пока нельзя загрузить
web-import-preview = Что изменится
web-import-done = Загружено
web-import-faults = { $n ->
    [one] Найдена { $n } ошибка. Ничего не записано.
    [few] Найдены { $n } ошибки. Ничего не записано.
   *[other] Найдено { $n } ошибок. Ничего не записано.
}
web-import-first = Показано строк: { $n }, с начала файла.
web-import-nothing-yet = Пока ничего не записано. Файл хранится один час.
web-import-confirm = Загрузить всё
web-import-again = Загрузить другой файл
web-import-row = Строка
web-import-sheet = Лист
web-import-column = Столбец
web-import-value = Значение
web-import-what = В чём ошибка
web-import-why = Почему
web-import-remedy = Что делать
web-import-entry = Запись
web-import-deed = Изменение
web-import-created = новая
web-import-changed = изменена
web-import-unchanged = без изменений
web-import-waits = ждёт другую сторону
web-import-no-file = Укажите, что в строках, и выберите непустой файл
web-import-not-read = Файл дошёл не полностью или больше 16 МиБ
web-import-gone = Файл больше не хранится: прошёл час, он уже загружен или после него проверяли другой. Отправьте его ещё раз

# Чтение: собственные слова страниц каждого вида записей.
web-side = Сторона
web-when = Когда
web-who = Кто
web-unknown = неизвестно
web-outcome = Итог
web-opinions = Мнения обеих сторон
web-opinions-earlier = Прежние мнения
web-no-opinion = Мнения пока нет.
web-outcome-submitted = Внесено { $since }; рассмотрение ещё не начато.
web-outcome-both-missing = Рассматривается с { $since }; ни одна сторона ещё не дала мнения.
web-outcome-one-missing = Одна сторона дала мнение. Мнения другой ({ $side }) нет с { $since }.
web-outcome-agreed = Обе стороны согласны.
web-outcome-agreed-in-part = Обе стороны согласны, хотя бы одна из них — лишь частично.
web-outcome-noted = Принято к сведению: согласны не обе стороны.
web-outcome-deferred = Отложено до одного из следующих заседаний: { $side }.
web-outcome-declined = Отклонено: { $side }.
web-outcome-withdrawn = Авторы отозвали предложение.
web-outcome-merged = Вошло в другое предложение.
web-decided = Что решено
web-thread-details = { $n ->
    [one] { $n } контрольная точка, показатель или отчёт
    [few] { $n } контрольные точки, показатели и отчёты
   *[other] { $n } контрольных точек, показателей и отчётов
}
web-and-more = { $n ->
    [one] и ещё { $n }
    [few] и ещё { $n }
   *[other] и ещё { $n }
}
web-in-zone = { $when } (часовой пояс { $zone })
web-session-before = Предыдущее заседание
web-session-after = Следующее заседание
web-session-recommendations = Предложения и что из них вышло
web-session-totals = { $n ->
    [one] { $n } предложение
    [few] { $n } предложения
   *[other] { $n } предложений
}: { $counts }.
web-session-without-trace = { $n ->
    [one] { $n } согласовано, но за ним пока ничего нет.
    [few] { $n } согласованы, но за ними пока ничего нет.
   *[other] { $n } согласовано, но за ними пока ничего нет.
}
web-recommended-by = Кто предложил
web-introduced = Представлено
web-recommended = Предложено
web-language-state = { $language }: { $state }
web-claimed-by = Кто заявил
web-other-side-says = Что говорит другая сторона
web-by = { $side }
web-value-at = { $value } ({ $date })
web-reports-expected = Ожидаются: { $dates }.
web-sources = Что говорят источники
web-sources-about = Где источники расходятся, каждое значение стоит со своим источником; предпочтительное отмечено.
web-tie-line = Документы и обмены по времени
web-tie-empty = Ни документов, ни обменов не известно.
web-pair = Оба региона
web-pair-all = всё между ними
web-pair-of = { $a } и { $b }
web-pair-about = Всё в реестре, где названы оба региона.
web-pair-nothing = Нет ни связи, ни проекта, ни предложения, ни результата, где названы оба.
web-partners = Партнёры
web-flows = Потоки и слабые звенья
web-flows-none = Потоки и анализ слабых звеньев в этот реестр не загружены.
web-points = Пункты и чем они подкреплены
web-points-about = { $n ->
    [one] { $n } пункт
    [few] { $n } пункта
   *[other] { $n } пунктов
}; { $nothing ->
    [0] каждый чем-то подкреплён.
    [one] { $nothing } ничем не подкреплён в этом реестре.
    [few] { $nothing } ничем не подкреплены в этом реестре.
   *[other] { $nothing } ничем не подкреплены в этом реестре.
}
web-point = Пункт
web-point-nothing = в этом реестре ничего нет
web-central = Лидеры и центральные власти
web-local = Регионы и города
web-side-owes = Что эта сторона обещала и что ещё не завершено
web-file = Файл
web-save-file = Сохранить { $name }
web-overdue = срок прошёл
web-due-soon = срок в ближайшие { $days } дней или прошёл
web-decisions = Решения
web-help-entries = Записи
web-states-other = Другие состояния
web-timeline = Линия времени
web-timeline-about = Каждая полоса — проект от начала до конца; пунктир — сегодня. Проекты без дат есть только в таблице.
web-also = Планы, связи и данные
web-thread-no-more = Кроме решения, пока ничего.
web-opinion-day = Дата
