# Обоснования: расчёты, слабые звенья и страницы, которые их показывают.

kind-analysis-run = Расчёт
kinds-analysis-run = Расчёты
kind-analysis-run-about = Один расчёт по зафиксированным данным: что спрошено, по каким данным, какой программой и что найдено.
kind-weak-link = Слабое звено
kinds-weak-link = Слабые звенья с ссылками
kind-weak-link-about = Строка расчёта, на которую кто-то сослался; её числа — числа расчёта.
field-dataset = Набор данных
field-specification = Спецификация
field-seed = Начальное число
field-program = Программа
field-data-sha256 = Контрольная сумма данных (SHA-256)
field-analysis-run-sha256 = Контрольная сумма результатов (SHA-256)
field-run = Расчёт
field-origin = Откуда
field-destination = Куда
field-weak-links = Слабые звенья
state-finished = завершён
state-cited = приведено
state-weak-link-withdrawn = отозвано
fault-wider = { $of } видят не все; задайте ту же или более узкую видимость
fault-not-frozen = { $dataset }: «{ $state }», а анализ ведётся только по зафиксированным данным
fault-other-data = расчёт сделан по другим данным, чем { $dataset }
fault-run-withdrawn = расчёт { $run } отозван
evidence-run-title = { $dataset }: слабые звенья
evidence-run-title-periods = { $dataset }: слабые звенья, { $since }–{ $until }
evidence-made-ties = Связи между регионами, сосчитанные в этом реестре
evidence-made-exchange = Обмены между регионами, сосчитанные в этом реестре

# Страницы.
evidence-links = Слабые звенья
evidence-links-about = Слабое звено — пара регионов, поток между которыми меньше, чем позволяют ожидать размер, расстояние и связи, и не случайно. Каждое число — наблюдаемый поток к ожидаемому; оно ведёт к тому, что за ним стоит.
evidence-links-none = В этот реестр не загружено ни одного расчёта.
evidence-pairs-found = { $n ->
    [one] { $n } пара
    [few] { $n } пары
   *[other] { $n } пар
}
evidence-matrix = Пары регионов по каналам
evidence-legend = Наблюдаемый поток к ожидаемому, по цвету
evidence-not-reported = нет сведений
evidence-nothing-expected = ожидаемое не определить
evidence-no-data = нет данных
evidence-key-areas = Ключевые направления заседания
evidence-order = Порядок
evidence-order-how-sure = сначала самые надёжно слабые
evidence-order-how-much = сначала где больше не хватает (один канал)
evidence-order-name = по названию
evidence-list-of = { $channel }: первые { $n } звеньев
evidence-list-about = В порядке расчёта. Суммы: { $unit }; в скобках 90-процентный интервал. Столбцы можно сортировать.
evidence-observed = Наблюдается
evidence-expected = Ожидается
evidence-ratio = Отношение
evidence-p-weak = Уверенность
evidence-gap-low = Не хватает не менее
evidence-rank = Место
evidence-false-share = Ожидаемая доля ошибочных строк до этой
evidence-how = Как это найдено: { $channel }
evidence-how-short = Как это найдено
evidence-source = Источник: { $source }. Лицензия: { $licence }.
evidence-data = Использовано строк: { $rows }, пар: { $pairs }; упорядочено звеньев между сторонами: { $links }; периоды с { $first } по { $last }.
evidence-model = Ожидаемые потоки следуют из гравитационного уравнения (Пуассон): у каждого места отправления и назначения в каждом периоде свой эффект, а пары различаются по { $covariates }. Каждая пара предсказана по остальным, частей: { $folds } (начальное число { $seed }). Звено слабое, если меньше { $share } ожидаемого.
evidence-model-sizes = Ожидаемые числа следуют из уравнения Пуассона: { $covariates }. Каждая пара предсказана по остальным, частей: { $folds } (начальное число { $seed }). Звено слабое, если меньше { $share } ожидаемого.
evidence-estimates = Оценки (стандартные ошибки): { $list }.
evidence-dropped = Из { $n } строк данных не использованы: { $list }.
evidence-dropped-none = Использованы все строки данных: { $n }.
evidence-relative = Отношение считается относительно средней пары тех же регионов: один сильный узел ослабляет вид остальных его звеньев.
evidence-figure-ranked = первые звенья с интервалами
evidence-figure-moved = звено в каждом расчёте
evidence-figure-intervals = Строк: { $n }; знак — отношение, линия — его 90-процентный интервал.
evidence-figure-course = Наблюдаемое и ожидаемое с { $first } по { $last }; шкала от нуля.
evidence-numbers = Числа
evidence-course = Наблюдаемое и ожидаемое
evidence-other-direction = Обратное направление
evidence-link-said = С { $first } по { $last } наблюдалось { $observed } ({ $unit }), ожидалось { $expected }. По всему, что известно, звено достигает { $share } ожидаемого (90 %: от { $low } до { $high }). Уверенность, что оно слабое, то есть ниже { $weak }: { $probability }.
evidence-link-said-ratio = С { $first } по { $last } наблюдалось { $observed } ({ $unit }), ожидалось { $expected }: { $share }. Насколько это надёжно, данные не говорят.
evidence-act = Отсюда на заседание
evidence-to-agenda = Предложить в повестку
evidence-to-recommendation = Написать рекомендацию
evidence-moved = Изменилось ли оно?
evidence-moved-up = Звено поднялось с { $before } ожидаемого ({ $first }) до { $after } ({ $last }): в { $times } раза, 90-процентный интервал от { $low } до { $high }.
evidence-moved-down = Звено опустилось с { $before } ожидаемого ({ $first }) до { $after } ({ $last }): в { $times } раза, 90-процентный интервал от { $low } до { $high }.
evidence-moved-not = Изменение неотличимо от случая: { $before } ожидаемого ({ $first }), затем { $after } ({ $last }); в { $times } раза, 90-процентный интервал от { $low } до { $high }.
evidence-moved-overlap = У расчётов общие периоды, поэтому изменение между ними не считается.
evidence-moved-unknown = Без интервалов в обоих расчётах изменение не считается.
evidence-moved-caution = Звено, выбранное за низкое значение, растёт само по себе; сравните с такими же слабыми звеньями, которых в повестке не было.
evidence-thread-none = На это звено пока никто не сослался.
evidence-why = Почему столько ожидается
evidence-why-about = Множители относительно средней пары; вместе они дают ожидаемый поток.
evidence-term = Что увеличивает или уменьшает
evidence-factor = Множитель
evidence-similar = Похожие пары
evidence-sensitivity = Если изменить одно
evidence-changed = Изменение
evidence-without = без { $what }
evidence-distance-bins = расстояние по интервалам
evidence-cited = Обоснование, каким оно было
evidence-cited-about = Каждая строка — из того расчёта, на который сослались, что бы ни измерили потом.
evidence-weak-link = { $channel }: { $origin } → { $destination }
evidence-cited-text = Наблюдается { $observed } из { $expected } ожидаемых ({ $unit }); отношение { $ratio }. Источник: { $source } (расчёт { $run }, строка { $row }).
evidence-of-region = { $channel }: самые слабые звенья региона
evidence-all-pairs = { $n ->
    [one] { $n } пара по всем каналам
    [few] все { $n } пары по всем каналам
   *[other] все { $n } пар по всем каналам
}
evidence-balance = Баланс
evidence-balance-about = Торговля, инвестиции и инновации между сторонами в обоих направлениях, как индексы: первый период — 100. Каналы стоят рядом и никогда не складываются.
evidence-index = индекс, первый период = 100
evidence-index-about = Наблюдаемое — индекс суммы по всем звеньям; ожидаемое отнесено к тому же первому наблюдаемому значению. Единица данных: { $unit }.
evidence-index-pair = Каждый канал и направление относительно своего первого периода.
evidence-apart = Торговля выросла, инвестиции нет
evidence-apart-about = Изменение от первой трети периодов к последней.
evidence-map = Карта
evidence-map-about = Точки — регионы, дуги — звенья, которые скорее слабы, чем нет; чем толще дуга, тем надёжнее, что звено слабое. Границы не проводятся. Всё, что на карте, стоит в таблице ниже.
evidence-map-description = Регионов: { $regions }, звеньев: { $links }.
