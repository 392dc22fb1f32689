# Страницы команды `counterpart demo`: механизм на одной странице, перечень связей и названия отчётов.

date-year = { $year } год
date-month = { $month ->
    [1] январь
    [2] февраль
    [3] март
    [4] апрель
    [5] май
    [6] июнь
    [7] июль
    [8] август
    [9] сентябрь
    [10] октябрь
    [11] ноябрь
   *[12] декабрь
} { $year } года
date-day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
} { $year } года
date-year-inferred = { $date } (год установлен по косвенным данным)

demo-languages = Читать на другом языке
demo-sources = Источники:
demo-skip = К отчётам
demo-open = Откройте одну из страниц:
demo-back = К описанию механизма
demo-made-by = Подготовлено программой Counterpart { $version }. У каждого факта указан источник; тексты — наши.

index-description = Что представляет собой механизм, кто в нём участвует, что было обещано, что известно о результатах, и три отчёта.
index-program-in-a-sentence = Counterpart — программа для секретариатов таких механизмов: она находит пары регионов, которые сотрудничают меньше, чем могли бы, и говорит, насколько, с какой уверенностью и почему.
index-who = Кто участвует
index-who-number = { $a } + { $b } регионов
index-promised = Что обещано
index-promised-when = { $date }, { $place }
index-known = Что известно о результатах
index-known-councils = { $n ->
    [one] { $n } заседание
    [few] { $n } заседания
   *[many] { $n } заседаний
} Совета, последнее — { $date }
index-known-agreements = Соглашений между регионами: до { $first } года — { $before }, к { $last } году — { $after }
index-known-projects = Инвестиционных проектов: { $before } в { $first } году, { $after } в { $last }-м; что стало с { $lost ->
    [11] одиннадцатью
   *[other] { $lost }
}, не опубликовано
index-known-gap = В открытых источниках есть только итоги. Программа — о том, чего в них нет.

index-points = Предложение из трёх пунктов
index-points-lead = Выдвинуто в Казани { $date }. Каждый пункт оставляет вопрос тем, кто его выполняет.
index-point = Пункт { $n }: { $title }
index-point-now-1 = В программе этого пока нет: сопоставление стратегий запланировано.
index-point-now-2 = На этот вопрос отвечают отчёты ниже.
index-point-now-3 = Связи перечислены во втором отчёте. Реестр договорённостей запланирован.

index-session = Казанское заседание { $date }
index-session-kind = Заседание
index-session-place = Место
index-session-chair = Председатель
index-session-guest = Гость
index-session-represented = Представлены: { $side }
index-session-open-list = { $names } и другие
index-session-above = Над уровнем регионов
index-session-brings = Что есть у округа
index-session-said = Что было сказано
index-session-fields = Названные сферы
index-session-promised = Обещано
index-session-caveat = Источники расходятся

index-members = Участники с обеих сторон
index-members-number = { $n ->
    [one] { $n } регион
    [few] { $n } региона
   *[many] { $n } регионов
}
index-members-co-chair = Сопредседатель: { $office }

index-sessions = Ход заседаний
index-sessions-lead = От первой встречи-обсуждения до последнего найденного заседания Совета. Даты указаны с той точностью, какую даёт источник.
index-sessions-chairs = Вели: { $chairs }
index-sessions-announced = анонсировано, не подтверждено
index-sessions-council = Совет

index-counts = Что сообщается публично
index-counts-lead = { $before } проектов в { $first } году, { $after } в { $last }-м: что стало с { $lost ->
    [11] одиннадцатью
   *[other] { $lost }
}, не опубликовано. Публикуются итоги, но не перечень проектов с их судьбой.
index-counts-caption = Числа из открытых источников
index-counts-number = Число
index-counts-what = Что
index-counts-when = Когда
index-counts-source = Источник

index-reports = Три отчёта
index-reports-lead = Что программа извлекает из таблицы потоков; о каждом отчёте сказано, какие в нём данные.
index-report-simulated = смоделировано
index-report-real = реальные данные
index-report-absent = данных здесь нет
index-report-read = Открыть отчёт
index-trade-title = Торговля (моделирование)
index-trade-text = Провинций Китая — { $a }, субъектов Российской Федерации — { $b }, лет — { $years }; размеры экономик и расстояния реальные. Потоки созданы компьютером, поэтому истина известна: из { $links } звеньев намеренно ослаблено { $planted }.
index-trade-truth = Из первых { $shown } звеньев отчёта намеренно ослаблены { $found }. При случайном выборе их было бы { $chance }.
index-trade-files-label = Данные и истинные значения:
index-ties-title = Побратимские связи (реальные)
index-ties-text = { $pairs ->
    [one] { $pairs } пара
    [few] { $pairs } пары
   *[many] { $pairs } пар
} регионов двух сторон и все связи, названные в открытых источниках: документ, год, источник.
index-ties-no-ranking = Числа столь малы и собраны столь неравномерно, что не выделяют ни одной пары: это перечень, а не рейтинг.
index-countries-title = Торговля двух групп стран (реальная)
index-countries-text = Шесть стран Юго-Восточной Азии и пять стран Южной Америки, 2002–2006 годы; модель обучена на торговле 69 стран.
index-countries-finding = Из { $links } звеньев слабых — { $weak } при риске ошибки не более одной десятой.
index-countries-absent = На этом компьютере данных нет, поэтому отчёт не подготовлен. Это данные к руководству «An Advanced Guide to Trade Policy Analysis» (Йотов и др., ВТО и ЮНКТАД, 2016), лицензия CC BY 4.0. Укажите в { $variable } папку с файлом { $file } и запустите демонстрацию снова или выполните:
index-countries-where = Где получить данные: таблица agtpa_applications пакета tradepolicy для R

index-program = Что делает программа
index-program-lead = Из предложения следуют три вопроса. Сегодня программа отвечает на первый.
index-program-caption = Что есть сегодня и чего нет
index-program-question = Вопрос
index-program-today = Сегодня
index-program-where = Где слабые звенья?
index-program-where-today = Да. По таблице потоков: какие пары регионов двух сторон недобирают против того, что предсказывают размер, расстояние и граница, насколько, с какой уверенностью и почему.
index-program-what = Что стало с предложениями и договорённостями?
index-program-what-today = Пока нет. Запланирован реестр заседаний, предложений и проектов, в котором обязательное для обеих сторон действует только после подтверждения обеими.
index-program-whether = Изменилось ли звено после этого?
index-program-whether-today = Отчасти. Тот же вопрос можно задать более поздним данным той же командой; оценка эффекта соглашения запланирована.
index-program-run = Ваши данные
index-program-run-look = Посмотреть, что есть в таблице:
index-program-run-find = Найти слабые звенья:

index-sources = Источники и оговорки
index-sources-text = Факты собраны в ноябре 2026 года на открытых страницах, источник стоит рядом с каждым. Если источники расходятся, названы оба.
index-sources-regions = { $name }. Население: { $population }; валовой региональный продукт: { $grp }; названия: { $names }; координаты столиц: { $capital }.

trade-subject = торговля провинций Китая и субъектов Российской Федерации (моделирование)
trade-side-a = Провинции Китая
trade-side-b = Субъекты Российской Федерации
trade-source = Counterpart, начальное число { $seed }: реальные размеры (валовой региональный продукт) и расстояния, вымышленные потоки
trade-unit = млн долл. США (вымышленные)
trade-licence = без сохранения прав
countries-subject = торговля Юго-Восточной Азии и Южной Америки, { $first }–{ $last }
countries-source = Данные к руководству «An Advanced Guide to Trade Policy Analysis» (Йотов и др., ВТО и ЮНКТАД, 2016)
countries-unit = млн долл. США

ties-title = Побратимские связи (реальные): перечень
ties-description = Связи регионов двух сторон: документ, год и источник.
ties-before = Прочтите сначала
ties-coverage = Собрана лишь часть. В апреле 2024 года посол России назвал 383 пары регионов и городов; в таблице примерно треть региональных и половина муниципальных.
ties-uneven = Поиск был неравномерным, и это благоприятствует парам двух сторон. В двух источниках, которые никому не благоприятствуют, у этих пар нет ни одной связи, тогда как ожидалось бы 2,2.
ties-artefact = В таблице связей между двумя сторонами { $ties }, а по размеру и расстоянию ожидалось бы { $expected }. Это превышение — следствие того, как просматривались источники. Выводом оно не является.
ties-sparse = Числа столь малы и собраны столь неравномерно, что не выделяют ни одной пары. Рейтинга здесь нет, и ни одна пара не названа слабой.
ties-unknown = Нет в таблице — не значит, что нет в действительности.
ties-summary = Связей — { $ties }, они есть в { $tied } парах из { $pairs }. Для { $unnamed } источник не называет документа.
ties-uncertain = не вполне достоверно
ties-expected-explained = Ожидается: сколько связей дали бы паре одни лишь размер, расстояние и общая граница. Число приведено для ориентира и не говорит о качестве отношений.
ties-inventory = Перечень
ties-caption = { $region } и регионы стороны Волги
ties-column-region = Регион
ties-column-expected = Ожидается
ties-column-ties = Связи, названные в источниках
ties-none = не найдено
ties-act = { $instrument }, { $year }
ties-year-unknown = год неизвестен
ties-caveat-claimed-only = В октябре 2019 года сообщалось о дружественных отношениях; документ не назван.
ties-caveat-year-not-stated = На странице есть день без года; в сообщении 2019 года связь уже упоминается.
ties-caveat-mirror-source = Первый источник — копия энциклопедии; год указан во втором.
ties-caveat-listed-without-type = В августе 2025 года указан как город-побратим или партнёр, без вида и даты.
ties-caveat-announced-only = Анонсировано до заседания; подписание не подтверждено.
ties-caveat-parent-undated = Во исполнение соглашения между правительствами, дата которого не найдена.
ties-caveat-undated = О мероприятии регионов-побратимов сообщалось в 2019 году; дата установления связи неизвестна.
ties-caveat-sources-differ = Один источник говорит о побратимстве, другой — о меморандуме о намерениях.
ties-fit = Что ожидается и как это получено
ties-fit-text = Уравнение Пуассона по всем парам регионов двух стран, без фиксированных эффектов: у большинства регионов связей нет вовсе. Стандартные ошибки робастные.
ties-fit-sample = Пар — { $pairs }, связей — { $ties }.
ties-fit-caption = Оценки
ties-fit-term = Переменная
ties-fit-estimate = Оценка
ties-fit-error = Стандартная ошибка
ties-fit-again = Оценить заново:
ties-term-constant = константа
ties-term-distance = расстояние, логарифм
ties-term-border = общая сухопутная граница
ties-term-origin = население китайского региона, логарифм
ties-term-destination = население российского региона, логарифм

instrument-twin-city = города-побратимы
instrument-sister-region = побратимские регионы
instrument-framework-agreement = рамочное соглашение
instrument-agreement = соглашение
instrument-protocol = протокол
instrument-plan-of-measures = план мероприятий
instrument-road-map = дорожная карта
instrument-memorandum = меморандум
instrument-memorandum-of-intent = меморандум о намерениях
instrument-letter-of-intent = протокол о намерениях
instrument-cooperation-started = сотрудничество начато, документ не назван
instrument-partner-listed = побратим или партнёр, вид не указан
instrument-not-named = документ не назван
