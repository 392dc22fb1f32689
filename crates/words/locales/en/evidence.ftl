# Evidence: runs of analyses, weak links, and the pages that show them.

kind-analysis-run = Analysis run
kinds-analysis-run = Analysis runs
kind-analysis-run-about = One run of an analysis on frozen data: what was asked, of which data, with which program, and what it found.
kind-weak-link = Weak link
kinds-weak-link = Weak links on record
kind-weak-link-about = One row of an analysis run that somebody pointed to; its numbers are those of the run.
field-dataset = Dataset
field-specification = Specification
field-seed = Seed
field-program = Program
field-data-sha256 = Checksum of the data (SHA-256)
field-analysis-run-sha256 = Checksum of the results (SHA-256)
field-run = Analysis run
field-origin = From
field-destination = To
field-weak-links = Weak links
state-finished = finished
state-cited = cited
fault-wider = { $of } is seen by fewer; give it the same visibility or a narrower one
fault-not-frozen = { $dataset } is “{ $state }”, and analyses run on frozen data only
fault-other-data = the run was made on other data than those of { $dataset }
fault-run-withdrawn = the run { $run } was withdrawn
state-weak-link-withdrawn = withdrawn
evidence-run-title = { $dataset }: weak links
evidence-run-title-periods = { $dataset }: weak links, { $since }–{ $until }
evidence-made-ties = Ties between regions, counted in this register
evidence-made-exchange = Exchange events between regions, counted in this register

# Pages.
evidence-links = Weak links
evidence-links-about = A weak link is a pair of regions whose flow is smaller than size, distance and ties lead to expect, by more than chance. Each number is the observed flow through the expected one; it leads to what is behind it.
evidence-links-none = No analysis is loaded into this register.
evidence-pairs-found = { $n ->
    [one] { $n } pair
   *[other] { $n } pairs
}
evidence-matrix = Pairs of regions by channels
evidence-legend = Observed through expected flow, by colour
evidence-not-reported = not reported
evidence-nothing-expected = nothing can be expected
evidence-no-data = no data
evidence-key-areas = Key areas of a session
evidence-order = Order
evidence-order-how-sure = most surely weak first
evidence-order-how-much = most missing first (one channel)
evidence-order-name = by name
evidence-list-of = { $channel }: the first { $n } links
evidence-list-about = In the order of the run. Amounts in { $unit }; in brackets the 90 % interval. The columns can be sorted.
evidence-observed = Observed
evidence-expected = Expected
evidence-ratio = Ratio
evidence-p-weak = Surely weak
evidence-gap-low = Missing at least
evidence-rank = Rank
evidence-false-share = Expected share of wrong entries up to here
evidence-how = How this was found: { $channel }
evidence-how-short = How this was found
evidence-source = Source: { $source }. Licence: { $licence }.
evidence-data = { $rows } rows of { $pairs } pairs were learned from; { $links } links between the sides are ranked; periods { $first } to { $last }.
evidence-model = Expected flows follow from a gravity equation (Poisson): each origin and each destination in each period has an effect of its own, and pairs differ by { $covariates }. Each pair is predicted from the others, in { $folds } folds (seed { $seed }). A link is weak below { $share } of what is expected.
evidence-model-sizes = Expected counts follow from a Poisson equation of { $covariates }. Each pair is predicted from the others, in { $folds } folds (seed { $seed }). A link is weak below { $share } of what is expected.
evidence-estimates = Estimates (standard errors): { $list }.
evidence-dropped = Of { $n } rows in the data these were not used: { $list }.
evidence-dropped-none = All { $n } rows in the data were used.
evidence-relative = A ratio is relative to the average pair of its regions: one strong hub makes its other links look weaker.
evidence-figure-ranked = the first links with their intervals
evidence-figure-moved = the link in each run
evidence-figure-intervals = { $n ->
    [one] One row: a mark for the ratio, a line for its 90 % interval.
   *[other] { $n } rows: a mark for each ratio, a line for its 90 % interval.
}
evidence-figure-course = Observed and expected, from { $first } to { $last }; the scale begins at zero.
evidence-numbers = The numbers
evidence-course = Observed against expected
evidence-other-direction = Other direction
evidence-link-said = From { $first } to { $last }, { $observed } { $unit } were observed where { $expected } were to be expected. By all that is known the link reaches { $share } of what is expected (90 %: { $low } to { $high }). That it is weak, below { $weak }, is { $probability } sure.
evidence-link-said-ratio = From { $first } to { $last }, { $observed } { $unit } were observed where { $expected } were to be expected: { $share }. The data do not tell how sure that is.
evidence-act = From here to a session
evidence-to-agenda = Propose it for an agenda
evidence-to-recommendation = Write a recommendation on it
evidence-moved = Did it move?
evidence-moved-up = The link moved from { $before } of what is expected ({ $first }) to { $after } ({ $last }): { $times } times as much, 90 % interval { $low } to { $high }.
evidence-moved-down = The link fell from { $before } of what is expected ({ $first }) to { $after } ({ $last }): { $times } times as much, 90 % interval { $low } to { $high }.
evidence-moved-not = No movement can be told from chance: { $before } of what is expected ({ $first }), then { $after } ({ $last }); { $times } times as much, 90 % interval { $low } to { $high }.
evidence-moved-overlap = The runs share periods, so how far the link moved between them is not reckoned.
evidence-moved-unknown = Without intervals in both runs, how far the link moved is not reckoned.
evidence-moved-caution = A link picked for being low rises by itself; compare it with equally weak links that were on no agenda.
evidence-thread-none = Nobody has pointed to this link yet.
evidence-why = Why so much is expected
evidence-why-about = Factors against the average pair; together they make the expected flow.
evidence-term = What speaks for more or less
evidence-factor = Factor
evidence-similar = Similar pairs
evidence-sensitivity = With one thing changed
evidence-changed = Change
evidence-without = without { $what }
evidence-distance-bins = distance in bins
evidence-cited = Evidence, as it stood
evidence-cited-about = Each row is that of the run it was taken from, whatever was measured since.
evidence-weak-link = { $channel }: { $origin } → { $destination }
evidence-cited-text = Observed { $observed } of { $expected } { $unit } to be expected; ratio { $ratio }. Source: { $source } (run { $run }, row { $row }).
evidence-of-region = { $channel }: the weakest links of the region
evidence-all-pairs = { $n ->
    [one] the pair in all channels
   *[other] all { $n } pairs in all channels
}
evidence-balance = Balance
evidence-balance-about = Trade, investment and innovation between the sides, in both directions, as indices: the first period is 100. Channels are set beside each other and never added up.
evidence-index = index, first period = 100
evidence-index-about = Observed is the index of the sums over all links; expected is measured against the same first observed value. Unit of the data: { $unit }.
evidence-index-pair = Each channel and direction against its own first period.
evidence-apart = Trade grew, investment did not
evidence-apart-about = Change from the first third of the periods to the last third.
evidence-map = Map
evidence-map-about = Regions are points, arcs are links that are more likely weak than not; a thicker arc is more surely weak. No borders are drawn. Everything on the map stands in the table below.
evidence-map-description = { $regions } regions and { $links } links.
