# Эффект меры: `counterpart analyse effect`.

effect-title = Эффект: { $treatment }
effect-question = Насколько потоки меняются вместе с { $treatment }?
effect-condition-with = При наличии { $treatment }
effect-condition-unit = На каждую единицу { $treatment }
effect-headline-larger = { $condition } потоки больше на { $percent } (95%-ный интервал: от { $low } до { $high })
effect-headline-smaller = { $condition } потоки меньше на { $percent } (95%-ный интервал: от { $low } до { $high })
effect-headline-unclear = { $condition } изменения не видно: оценка { $percent }, и её 95%-ный интервал, от { $low } до { $high }, включает ноль
effect-with-interval = { $estimate } (95%-ный интервал: от { $low } до { $high })

effect-finding-within-pairs = Каждая пара сравнивается сама с собой до и после. Всё, что в том или ином периоде меняло место отправления или назначения в целом, исключено.
effect-finding-across-pairs = Пары с мерой сравниваются с парами без неё. Прочие различия между ними исключены лишь настолько, насколько их описывают ковариаты; с эффектами пар (--pairs directed) каждая пара сравнивается сама с собой.
effect-finding-no-leads = Менялись ли потоки до начала, не проверялось; для этого есть --leads.
effect-finding-leads-quiet = До начала движения не видно ({ $n ->
    [one] проверка { $n } опережения
    [few] совместная проверка { $n } опережений
   *[other] совместная проверка { $n } опережений
}: p = { $p }). Это не доказывает, что его не было.
effect-finding-leads-moved = Потоки начали меняться ещё до начала ({ $n ->
    [one] проверка { $n } опережения
    [few] совместная проверка { $n } опережений
   *[other] совместная проверка { $n } опережений
}: p = { $p }). Дальнейшее может быть продолжением этого движения, а не эффектом меры.
effect-finding-lags = В период начала изменение составляет { $first }; { $when } накопленное изменение — { $last }.
effect-finding-cohorts = По когортам и периодам среднее изменение потоков с мерой — { $average }. Один коэффициент на всех даёт { $one }; он верен, только если эффект у всех когорт одинаков и не растёт.
effect-finding-comparison = За время наблюдения мера начинается у { $starting ->
    [one] { $starting } пары
    [few] { $starting } пар
   *[other] { $starting } пар
}; когорт: { $cohorts }. Для сравнения служат пары, у которых меры не было никогда ({ $never }), и пары, начинающие позже, — до их начала.
effect-finding-excluded = Не вошли в когорты: пары, у которых мера действует с первого периода, так что прежнего не видно ({ $always }), и пары, у которых мера заканчивается ({ $ending }).
effect-finding-no-comparison = В конце мера действует у всех пар, поэтому для последних периодов ({ $n }) сравнивать не с чем, и когорты оценены без них.
effect-finding-corrected = Оценивание множества эффектов регионов и пар смещает оценку и занижает её стандартную ошибку; то и другое исправлено. В логарифмах потока: исходная оценка { $estimate } ({ $std_error }), исправленная { $corrected } ({ $corrected_error }).
effect-finding-not-corrected = Оценка и стандартная ошибка не исправлены на смещение, вызванное множеством эффектов регионов и пар: регионов и периодов слишком много или сведений слишком мало.
effect-finding-log = В логарифмах потока эффект равен { $estimate }, его стандартная ошибка — { $std_error }.
effect-finding-domestic = Среди строк есть внутренние потоки ({ $n }), поэтому поток, перешедший с внутреннего рынка за границу, считается эффектом.
effect-limits = Оценка говорит, как потоки менялись вместе с мерой. То, что в те же периоды менялось лишь у этих пар и изменилось бы и без меры, от её эффекта неотличимо.

effect-table-terms = Коэффициенты, в логарифмах потока
effect-table-course = Накопленное по времени
effect-table-cohorts = По периоду начала
effect-table-since = По числу периодов после начала
effect-section-numbers = Числа
effect-corrected = Исправлено
effect-p-value = p-значение
effect-change = Изменение
effect-cohort = Начало
effect-since = Периодов после начала
effect-average = Все
effect-pairs = { $n ->
    [one] { $n } пара
    [few] { $n } пары
   *[other] { $n } пар
}
effect-used = Наблюдений: { $n }; стандартные ошибки сгруппированы по неупорядоченным парам ({ $clusters }); { $formula }.

effect-reference = до
effect-reference-long = непосредственно до начала
effect-before = более чем за { $n } до начала
effect-start = в период начала
effect-after = через { $n } после начала
effect-figure-course-title = Изменение потоков до и после начала: { $treatment }
effect-figure-course-description = Изменение потоков по сравнению с периодами непосредственно до начала ({ $treatment }) с 95%-ными интервалами: треугольники — до начала, круги — с начала. Где до начала ничего не менялось, интервалы треугольников включают ноль.
effect-figure-cohorts-title = Изменение потоков по периодам после начала: { $treatment }
effect-figure-cohorts-description = Среднее по когортам изменение потоков с мерой по сравнению с прежними периодами — по числу периодов после начала ({ $treatment }), с 95%-ными интервалами.
effect-figure-effect = изменение потока
effect-figure-when = периоды после начала
effect-figure-start = начало

dropped-unknown-shift = Опережение или запаздывание неизвестно: раньше первого или позже последнего периода либо тогда не сообщалось
dropped-zero-flow = Нулевой поток, у которого нет логарифма

effect-method-equation = Уравнение — структурная гравитация: ожидаемый поток есть произведение эффектов места отправления и места назначения в данном периоде, эффекта пары и эффекта меры. Оно оценено методом псевдомаксимального правдоподобия Пуассона, с нулевыми потоками. Стандартные ошибки допускают любую связь внутри пары — в обоих направлениях и во всех периодах.
effect-method-time = Опережения показывают, менялись ли пары с мерой до начала, запаздывания — как эффект растёт. У накопленного эффекта своя стандартная ошибка.
effect-method-cohorts = Когда пары начинают в разное время, а эффекты различаются или растут, один коэффициент сравнивает начавших позже с начавшими раньше, которые ещё меняются. Поэтому у каждой когорты в каждом периоде свой эффект, а сравнение идёт с парами, где меры ещё или никогда не было; в среднем каждый поток с мерой учтён один раз.
effect-method-corrected = При малом числе периодов оценка смещена, а её стандартная ошибка занижена; доля того и другого убывает с числом регионов. Обе поправки следуют из оценённого уравнения, без случайных розыгрышей.
source-yotov = Y. V. Yotov, R. Piermartini, J.-A. Monteiro and M. Larch, An Advanced Guide to Trade Policy Analysis: The Structural Gravity Model, WTO and UNCTAD, 2016.
source-weidner = M. Weidner and T. Zylkin, Bias and consistency in three-way gravity models, Journal of International Economics 132, 2021.
source-wooldridge = J. M. Wooldridge, Simple approaches to nonlinear difference-in-differences with panel data, Econometrics Journal 26(3), 2023.
source-nagengast = A. J. Nagengast and Y. V. Yotov, Staggered difference-in-differences in gravity settings, American Economic Journal: Applied Economics, 2025.

# Движение выбранных связей: `counterpart analyse movement`.

progress-effect = оценивается эффект
progress-movement = связи сравниваются до и после
movement-headline-more = Выбранные связи сдвинулись на { $percent } относительно столь же слабых, но не выбранных (95%-ный интервал: от { $low } до { $high })
movement-headline-unclear = Сдвинулись ли выбранные связи больше столь же слабых, но не выбранных, сказать нельзя: разница { $percent }, и её 95%-ный интервал, от { $low } до { $high }, включает ноль
movement-change = { $estimate } (от { $low } до { $high })
movement-chosen-at = При выборе
movement-before = До
movement-after = После
movement-own = Изменение (95%-ный интервал)
movement-matches = У сравниваемых
movement-averages = В среднем выбранные связи изменились на { $own }, сравниваемые с ними — на { $matches }. Для каждой взяты { $n } связей между сторонами, столь же слабых при выборе, но не выбранных; всего возможных: { $candidates }.
movement-windows = Выбор и подбор — по { $choosing }; движение — от { $before } к { $after }. Последние два отрезка не служили ни выбору, ни подбору: выбранное за низкий уровень растёт само собой.
movement-ratios = Отношения — наблюдаемого потока к ожидаемому, каждый отрезок оценён заново; отношение при выборе сжато, остальные нет.
movement-not-compared = Не сравнивались, так как в одном из отрезков поток не сообщён или не ожидается: { $links }.
