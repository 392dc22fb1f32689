# The effect of a treatment: `counterpart analyse effect`.

effect-title = Effect of { $treatment }
effect-question = How far do flows move with { $treatment }?
effect-condition-with = With { $treatment }
effect-condition-unit = For each unit of { $treatment }
effect-headline-larger = { $condition }, flows are { $percent } larger than without it (95% interval: { $low } to { $high })
effect-headline-smaller = { $condition }, flows are { $percent } smaller than without it (95% interval: { $low } to { $high })
effect-headline-unclear = { $condition }, no change can be told: the estimate is { $percent }, and its 95% interval, { $low } to { $high }, includes zero
effect-with-interval = { $estimate } (95% interval: { $low } to { $high })

effect-finding-within-pairs = Each pair is compared with itself before and after. Whatever moved its origin or its destination as a whole in a period is taken out.
effect-finding-across-pairs = Pairs with the treatment are compared with pairs without it. What else tells them apart is taken out only as far as the covariates say it; pair effects (--pairs directed) compare each pair with itself.
effect-finding-no-leads = Whether flows had moved before the start was not looked at; --leads does.
effect-finding-leads-quiet = Before the start no movement can be told ({ $n ->
    [one] test of one lead
   *[other] joint test of { $n } leads
}: p = { $p }). That does not prove that there was none.
effect-finding-leads-moved = Flows had moved before the start already ({ $n ->
    [one] test of one lead
   *[other] joint test of { $n } leads
}: p = { $p }). What follows may then be the end of that movement and not the treatment's effect.
effect-finding-lags = In the period of the start the change is { $first }; { $when } it has added up to { $last }.
effect-finding-cohorts = By cohort and period, the average change of treated flows is { $average }. One coefficient for all gives { $one }; it is right only if the effect is the same for all cohorts and does not grow.
effect-finding-comparison = { $starting ->
    [one] One pair starts
   *[other] { $starting } pairs start
} while observed, in { $cohorts ->
    [one] one cohort
   *[other] { $cohorts } cohorts
}. They are compared with { $never ->
    [one] one pair that never is treated
   *[other] { $never } pairs that are never treated
}, and with pairs that start later, until these start.
effect-finding-excluded = Left out of the cohorts: { $always ->
    [one] one pair
   *[other] { $always } pairs
} treated from the first period on, of which nothing is seen before, and { $ending ->
    [one] one pair
   *[other] { $ending } pairs
} whose treatment ends.
effect-finding-no-comparison = Every pair is treated in the end, so the { $n ->
    [one] last period has
   *[other] last { $n } periods have
} no comparison and the cohorts are estimated without.
effect-finding-corrected = Estimating many effects of regions and pairs biases the estimate and makes its standard error too small; both are corrected. On the logarithm of the flow: as estimated { $estimate } ({ $std_error }), corrected { $corrected } ({ $corrected_error }).
effect-finding-not-corrected = Estimate and standard error are not corrected for the bias that many effects of regions and pairs bring: there are too many regions and periods, or too little is left to tell.
effect-finding-log = On the logarithm of the flow the effect is { $estimate }, its standard error { $std_error }.
effect-finding-domestic = { $n ->
    [one] One domestic flow is
   *[other] { $n } domestic flows are
} among the rows, so that a flow that moved from the home market across a border counts as an effect.
effect-limits = An estimate says how flows moved together with the treatment. What changed in the same periods for the same pairs alone, and would have changed without the treatment, cannot be told from its effect.

effect-table-terms = Coefficients, on the logarithm of the flow
effect-table-course = Added up over time
effect-table-cohorts = By period of the start
effect-table-since = By periods since the start
effect-section-numbers = The numbers
effect-corrected = Corrected
effect-p-value = p value
effect-change = Change
effect-cohort = Start
effect-since = Periods since
effect-average = All
effect-pairs = { $n ->
    [one] one pair
   *[other] { $n } pairs
}
effect-used = { $n } observations; standard errors clustered by { $clusters } unordered pairs; { $formula }.

effect-reference = before
effect-reference-long = right before the start
effect-before = more than { $n } before the start
effect-start = at the start
effect-after = { $n } after the start
effect-figure-course-title = Change of flows before and after the start of { $treatment }
effect-figure-course-description = Change of flows compared with the periods right before { $treatment } starts, with 95% intervals: triangles before the start, circles from it on. Where nothing moved before, the triangles' intervals include zero.
effect-figure-cohorts-title = Change of flows by periods since the start of { $treatment }
effect-figure-cohorts-description = Average change of treated flows over cohorts, by periods since { $treatment } started, with 95% intervals, compared with the periods before.
effect-figure-effect = change of the flow
effect-figure-when = periods since the start
effect-figure-start = start

dropped-unknown-shift = Lead or lag not known: before the first or after the last period, or not reported then
dropped-zero-flow = Flow of zero, which has no logarithm

effect-method-equation = The equation is that of structural gravity: the flow in a period is expected to be a product of effects of its origin and of its destination in the period, of the pair, and of the treatment. It is estimated by Poisson pseudo-maximum likelihood, with flows of zero. Standard errors allow everything within a pair, in both directions and all periods, to move together.
effect-method-time = Leads say whether treated pairs moved before the start, lags how the effect grows. What is added up has a standard error of its own.
effect-method-cohorts = Where pairs start at different times and effects differ or grow, one coefficient compares late starters with early ones, which are still moving. Each cohort therefore has its own effect in each period, compared with pairs not yet or never treated; the average counts each treated flow once.
effect-method-corrected = With few periods, the estimate has a bias, and its standard error is too small, each by a share that falls with the number of regions. Both corrections follow from the estimated equation; no draws are involved.
source-yotov = Y. V. Yotov, R. Piermartini, J.-A. Monteiro and M. Larch, An Advanced Guide to Trade Policy Analysis: The Structural Gravity Model, WTO and UNCTAD, 2016.
source-weidner = M. Weidner and T. Zylkin, Bias and consistency in three-way gravity models, Journal of International Economics 132, 2021.
source-wooldridge = J. M. Wooldridge, Simple approaches to nonlinear difference-in-differences with panel data, Econometrics Journal 26(3), 2023.
source-nagengast = A. J. Nagengast and Y. V. Yotov, Staggered difference-in-differences in gravity settings, American Economic Journal: Applied Economics, 2025.

# Movement of chosen links: `counterpart analyse movement`.

progress-effect = estimating the effect
progress-movement = comparing the links before and after
movement-headline-more = The chosen links moved by { $percent } against links as weak that were not chosen (95% interval: { $low } to { $high })
movement-headline-unclear = Whether the chosen links moved more than links as weak that were not chosen cannot be told: the difference is { $percent }, and its 95% interval, { $low } to { $high }, includes zero
movement-change = { $estimate } ({ $low } to { $high })
movement-chosen-at = When chosen
movement-before = Before
movement-after = After
movement-own = Change (95% interval)
movement-matches = Of its matches
movement-averages = On average the chosen links changed by { $own }, their matches by { $matches }. A link is matched with the { $n } links between the sides that were as weak when it was chosen, out of { $candidates } that were not chosen.
movement-windows = Chosen and matched from { $choosing }; moved from { $before } to { $after }. The last two were used neither for choosing nor for matching: links picked for being low rise by themselves.
movement-ratios = Ratios are of observed to expected flow, each window estimated anew; the one when chosen is shrunk, the others are not.
movement-not-compared = Not compared, since a flow is missing or none is expected in one of the windows: { $links }.
