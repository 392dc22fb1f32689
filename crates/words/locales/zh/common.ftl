# 数字与列举。
number-none = –
number-long-1 = { $n }万
number-long-2 = { $n }亿
number-long-3 = { $n }万亿
number-short-1 = { $n }万
number-short-2 = { $n }亿
number-short-3 = { $n }万亿
number-more-than = 大于{ $n }
number-less-than = 小于{ $n }
list-separator = 、
list-last = { $first }和{ $last }
date-month-day = { $month }月{ $day }日
