# Numbers and lists.
number-none = –
number-long-1 = { $n } million
number-long-2 = { $n } billion
number-long-3 = { $n } trillion
number-short-1 = { $n } M
number-short-2 = { $n } bn
number-short-3 = { $n } tn
number-more-than = over { $n }
number-less-than = under { $n }
list-separator = {", "}
list-last = { $first } and { $last }
date-month-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
