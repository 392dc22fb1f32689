# The report of weak links.
# In every language: a link is an ordered pair of regions; A and B are the two sides.

report-kind = Weak links
report-title = Weak links: { $subject }
report-simulated = Simulated data
report-simulated-note = The flows in this report were drawn by a computer, so that the true weak links are known. No number here describes real cooperation.
report-unit = All flows are in { $unit }.
report-made-by = Made by Counterpart { $version }.

side-a = Side A
side-b = Side B
direction-a-to-b = From side A to side B
direction-b-to-a = From side B to side A
direction-both = Between side A and side B

headline-weak = Between the two sides { $observed } of the { $expected } expected; { $n ->
    [one] one pair is weak, and the chance that this is wrong is at most one in ten
   *[other] { $n } pairs are weak, of which at most one in ten is expected to be wrong
}
headline-none = Between the two sides { $observed } of the { $expected } expected; no pair can be called weak with a risk of error of at most one in ten
headline-ratios-only = Between the two sides { $observed } of the { $expected } expected; these data cannot tell which pairs are weak by more than chance
headline-empty = Not one flow between the two sides is reported

section-asked = What was asked of which data
asked-data = Data
asked-rows = Rows used
asked-rows-of = { $n } of { $all }
asked-sha256 = SHA-256
asked-source = Source
asked-licence = Licence
asked-unit = Unit
asked-periods = Periods
asked-periods-range = { $first } to { $last } ({ $n })
asked-members = { $n ->
    [one] { $n } region
   *[other] { $n } regions
}
asked-pairs = Pairs learned from
asked-pairs-of = { $n_pairs ->
    [one] { $n_pairs } pair
   *[other] { $n_pairs } pairs
} of { $n_regions ->
    [one] { $n_regions } region
   *[other] { $n_regions } regions
}
asked-question = Question
asked-question-weak = Which pairs have less than { $share } of the expected flow?
asked-equation = Equation
asked-seed = Cross-fit
asked-seed-folds = { $folds ->
    [one] { $folds } fold
   *[other] { $folds } folds
}, seed { $seed }

section-findings = What stands out
finding-most = The most is missing on { $link }: { $observed } of the { $expected } expected ({ $share }). At least { $gap } is missing, with 95% credibility.
finding-most-uncertain = The largest shortfall is on { $link }: { $observed } of the { $expected } expected ({ $share }); it may still be chance.
finding-most-ratios = The largest shortfall is on { $link }: { $observed } of the { $expected } expected ({ $share }).
finding-sure = The most surely weak is { $link }: between { $low } and { $high } of what is expected. The probability that it is weak is { $probability }.
finding-lowest = The lowest ratio is that of { $link }: { $ratio } of what is expected.
finding-region = { $region } is part of { $n } of the { $total } weak pairs, more than any other region.
finding-directions = From side A to side B { $a_to_b } of the expected flow is there, from side B to side A { $b_to_a }.
finding-total = Taken together, the two sides have { $share } of the flow that is expected between them.
limits = The data say which pairs fall short, not why: a missing transport link, an obstacle of policy and products that do not fit each other look the same here.
limits-not-reported = { $n ->
    [one] One link between the sides is not reported; it is unknown, not zero.
   *[other] { $n } links between the sides are not reported; they are unknown, not zero.
}

section-notes = To know before quoting
note-one-period-of-counts = The data hold one period of counts. The noise is taken to be that of a Poisson distribution; if lasting differences between pairs are larger, the intervals are too narrow.
note-ratios-only = The data hold one period of amounts, or too few pairs with more than one. Chance cannot be told from lasting differences, so ratios stand without intervals and without probabilities.
note-in-sample = { $n ->
    [one] For one link the expected flow comes from a fit that has seen the link itself, because without it a region or a covariate would have no flow left. It is marked with an asterisk.
   *[other] For { $n } links the expected flow comes from a fit that has seen the link itself, because without it a region or a covariate would have no flow left. They are marked with an asterisk.
}
note-nothing-expected = { $n ->
    [one] One pair between the sides is not judged: one of its regions sends or receives nothing at all, so nothing can be expected of it.
   *[other] { $n } pairs between the sides are not judged: one of their regions sends or receives nothing at all, so nothing can be expected of them.
}
note-one-way = Of the { $total } pairs in the data, { $n } stand there in one direction only; the other direction counts as not reported. If the flows have no direction, as ties and co-publications have none, run again with --undirected.
note-domestic-left-out = { $n ->
    [one] One row with a flow inside a region was left out.
   *[other] { $n } rows with flows inside a region were left out.
}

section-links-how-much = Where the most is missing
section-links-how-sure = Which links are most surely weak
links-caption = { $n ->
    [one] The first of { $total } links between the sides
   *[other] The first { $n } of { $total } links between the sides
}
links-caption-all = { $n ->
    [one] The only link between the sides
   *[other] All { $n } links between the sides
}
links-order-how-much = In order of what is missing at least
links-order-how-sure = In order of the probability of being weak
links-order-ratio = In order of the shortfall
column-rank = No.
column-link = Link
column-direction = Direction
column-observed = Observed
column-expected = Expected
column-ratio = Ratio
column-interval = 90% interval
column-p-weak = Probability weak
column-gap-low = Missing at least
column-gap = Missing
column-false-share = Wrong so far
column-low = Low
column-high = High
column-period = Period
columns-explained = Ratio: observed through expected, drawn towards the average as far as it may be chance. 90% interval: the ratio lies in it with a probability of 90%. Probability weak: that the ratio is below { $threshold }. Missing at least: with 95% credibility. Wrong so far: expected share of links that are not weak among the rows down to this one.
columns-explained-ratios = Ratio: observed through expected flow. Missing: expected less observed flow.
links-files = All links between the sides stand in { $files }.
links-none = There is no link to show.

reason-more = Against the average pair, more is to be expected because of { $more }.
reason-less = Against the average pair, less is to be expected because of { $less }.
reason-more-and-less = Against the average pair, { $more } { $n_more ->
    [one] speaks
   *[other] speak
} for more and { $less } for less.
reason-average = The pair is an average one: nothing speaks for much more or much less.
reason-part = { $name } (×{ $factor })
term-origin = the size of { $region }
term-destination = the size of { $region }
term-periods = the periods reported
term-distance-short = a short distance
term-distance-long = a long distance
term-contiguity = a common border
term-no-contiguity = no common border
term-language = a common language
term-no-language = no common language
term-border = a border between them
term-no-border = no border between them
term-agreement = a trade agreement
term-no-agreement = no trade agreement
term-colony = a shared colonial past
term-no-colony = no shared colonial past
term-other = { $name }
reason-course-every = In each of the { $n } periods less than { $share } of the expected was reached.
reason-course-since = Since { $period } less than { $share } of the expected has been reached in every period.
reason-course-some = In { $n } of { $total } periods less than { $share } of the expected was reached, least in { $period }.
reason-course-once = Only in { $period } was less than { $share } of the expected reached.
reason-course-never = In no single period was less than { $share } of the expected reached.
reason-similar = Similar pairs that do better: { $pairs }.
reason-similar-none = The most similar pairs do no better.
reason-similar-pair = { $link } ({ $ratio })
reason-moves = With any one period or partner left out{ $bins ->
    [yes] , or with distance in bins,
   *[no] {""}
} the ratio lies between { $low } and { $high }.
reason-steady = With any one period or partner left out{ $bins ->
    [yes] , or with distance in bins,
   *[no] {""}
} the ratio stays at { $ratio }.
reason-depends-period = Without { $period } it would be { $ratio }: the shortfall hangs on that period.
reason-depends-partner = Without { $region } as a partner it would be { $ratio }: the shortfall hangs on that region.
reason-depends-bins = With distance in bins it would be { $ratio }: the shortfall hangs on how distance is measured.
reason-in-sample = * The expected flow comes from a fit that has seen this link.

section-figures = Figures
figure-numbers = The numbers of this figure
figure-numbers-first = The first { $n } of { $total } rows; the rest stands in { $files }.
figure-numbers-cut = The first { $n } of { $total } rows.
figure-flows-title = Expected and observed flow of every pair
figure-flows-description = Both axes are logarithmic. Of { $n } links between the sides, { $below ->
    [one] one lies
   *[other] { $below } lie
} below the line on which the observed flow equals the expected, and { $zero ->
    [one] one has
   *[other] { $zero } have
} no flow at all.
figure-flows-expected = expected flow
figure-flows-observed = observed flow
figure-flows-equal = Line: observed as expected
figure-flows-background = All other pairs
figure-flows-filled = Filled: in the table above
figure-intervals-title = How far the first links are from what is expected
figure-intervals-title-ratios = Ratio of the first links
figure-intervals-description = { $n ->
    [one] One link with its ratio and 90% interval.
   *[other] { $n } links with ratio and 90% interval, in the order of the table.
} The whole interval of { $n_below ->
    [one] one
   *[other] { $n_below }
} lies below { $threshold }.
figure-intervals-description-ratios = { $n ->
    [one] One link with its ratio, without interval.
   *[other] { $n } links with their ratios, without intervals, in the order of the table.
} A line marks the threshold { $threshold }.
figure-intervals-ratio = observed through expected
figure-intervals-one = as expected
figure-intervals-threshold = weak: below { $threshold }
figure-courses-title = Course of the first links
figure-courses-description = Observed and expected flow from { $first } to { $last }, one panel a link: { $links }. Each panel has its own scale, from zero.
figure-courses-description-one = Observed and expected flow in { $first }, one panel a link: { $links }. Each panel has its own scale, from zero.
figure-courses-observed = observed
figure-courses-expected = expected
figure-courses-missing = Where the line breaks, nothing was reported.

section-fit = The gravity equation
fit-caption = Estimates by Poisson pseudo-maximum likelihood
fit-term = Term
fit-estimate = Estimate
fit-std-error = Standard error
fit-interval = 95% interval
fit-no-terms = The equation has no covariates.
fit-n-obs = Observations
fit-vcov = Standard errors
fit-fixed-effects = Fixed effects
fit-fixed-effect = { $name } ({ $n })
fit-clusters = Clusters
fit-pseudo-r2 = Pseudo R²
fit-deviance = Deviance
fit-collinear = Left out as collinear
fit-dispersion = Noise
fit-dispersion-both = variance = { $phi } · m + m² / { $kappa } for a mean m
fit-dispersion-phi = variance = { $phi } · m for a mean m
fit-prior = Prior of the ratio
fit-prior-mixture = { $share } gamma({ $shape_1 }, { $rate_1 }) + { $rest } gamma({ $shape_2 }, { $rate_2 })

section-dropped = Rows left out
dropped-caption = Rows of the data that were not used, and why
dropped-reason = Reason
dropped-rows = Rows
dropped-none = No row was left out.
dropped-domestic = Flow inside one region
dropped-outside-periods = Outside the periods asked for
dropped-missing-flow = Flow missing
dropped-missing-covariate = Covariate missing or not defined (log of zero)
dropped-separated = Zero that the equation predicts perfectly (separated)
dropped-singleton = Alone in a fixed effect (singleton)
dropped-duplicate = Second row of the same pair and period
dropped-negative-flow = Negative flow
dropped-not-a-number = Flow is not a number
dropped-missing-code = Origin, destination or period missing
dropped-in-rows = { $reason } (rows { $rows })
dropped-other = { $reason }
not-reported-title = Links not reported
not-reported-more = and { $n } more

section-relative = What a ratio is relative to
relative-text = A ratio of 1 means: as much as the average pair of the same two regions, given their distance and other ties. The ratio is relative. A region with one very strong partner appears to fall short with all its others, for the strong link raises what is expected of the rest. Read a weak link of such a region together with its strong ones.

section-method = The method
method-expected = Expected flows come from a structural gravity equation, estimated by Poisson pseudo-maximum likelihood. An effect of every origin in every period and of every destination in every period stands for size and for the pull of all other partners; distance and further ties come in as covariates. All pairs in the data are learned from, not only those between the sides, and zeros count as zeros.
method-expected-none = Expected flows come from a gravity equation, estimated by Poisson pseudo-maximum likelihood. The counts are sparse, so sizes and ties come in as covariates and there are no fixed effects. All pairs in the data are learned from, not only those between the sides, and zeros count as zeros.
method-cross-fit = No pair vouches for itself: the pairs are split at random into { $folds } parts, and what is expected of a part comes from a fit without it.
method-shrinkage = A small flow may fall short by chance. The noise is estimated from the fluctuation of each pair around its own level, so that lasting differences between pairs do not count as noise. With it, the ratio of each pair is drawn towards what is usual among all pairs: strongly where the data say little, hardly at all where they say much. The error of the expected flow itself is taken into account.
method-shrinkage-ratios = Without enough pairs that were observed in several periods, the noise cannot be told from lasting differences between pairs. Ratios are therefore shown as they are.
method-order = "Missing at least" is the part of the shortfall that is there with 95% credibility; "probability weak" is the probability that the ratio is below { $threshold }. The average of its complement down to a row is the share of links expected to be wrong up to there.
method-reasons = The factors given as reasons multiply up to the expected flow. Similar pairs are those nearest in these factors that share neither region. For the rows of the table everything was estimated again with each period and each partner left out, and with distance in bins.
method-sources = Sources
source-santos-silva = J. M. C. Santos Silva and S. Tenreyro, The log of gravity, Review of Economics and Statistics 88(4), 2006.
source-anderson = J. E. Anderson and E. van Wincoop, Gravity with gravitas, American Economic Review 93(1), 2003.
source-head = K. Head and T. Mayer, Gravity equations: workhorse, toolkit and cookbook, Handbook of International Economics 4, 2014.
source-correia = S. Correia, P. Guimarães and T. Zylkin, Verifying the existence of maximum likelihood estimates for generalized linear models, arXiv:1903.01633, 2019.
source-dumouchel = W. DuMouchel, Bayesian data mining in large frequency tables, The American Statistician 53(3), 1999.

table-files = Files: { $files }
table-more = { $n ->
    [one] one more link with --top or in the files of --out
   *[other] { $n } more links with --top or in the files of --out
}
table-fit = Fit on { $n } rows: { $terms }
table-collinear = Left out of the equation because other covariates or the effects explain them: { $terms }
table-dropped = Rows left out: { $reasons }
table-dropped-part = { $reason } { $n }
table-not-reported = Not reported: { $n ->
    [one] one link between the sides
   *[other] { $n } links between the sides
}

progress-read = Reading the table
progress-model = Fitting the gravity equation
progress-cross-fit = Cross-fitting expected flows: { $done } of { $total }
progress-shrinkage = Estimating noise and prior
progress-sensitivity = Refitting with one thing changed: { $done } of { $total }
