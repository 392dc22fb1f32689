# Числа и перечисления.
number-none = –
number-long-1 = { $n } млн
number-long-2 = { $n } млрд
number-long-3 = { $n } трлн
number-short-1 = { $n } млн
number-short-2 = { $n } млрд
number-short-3 = { $n } трлн
number-more-than = более { $n }
number-less-than = менее { $n }
list-separator = {", "}
list-last = { $first } и { $last }
date-month-day = { $day } { $month ->
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
}
