# The pages of `counterpart demo`: the mechanism on one page, the inventory of ties, and what each report is called.

date-year = { $year }
date-month = { $month ->
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
} { $year }
date-day = { $day } { $month ->
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
} { $year }
date-year-inferred = { $date } (year inferred)

demo-languages = Read this in another language
demo-sources = Sources:
demo-skip = To the reports
demo-open = Open one of these pages:
demo-back = Back to the mechanism
demo-made-by = Made by Counterpart { $version }. The facts carry their sources; texts are in our own words.

index-description = What the mechanism is, who takes part, what was promised, what is known of what became of it, and three reports.
index-program-in-a-sentence = Counterpart is a program for the secretariats of such mechanisms: it finds the pairs of regions that cooperate less than they could, and says how much, how sure and why.
index-who = Who takes part
index-who-number = { $a } + { $b } regions
index-promised = What was promised
index-promised-when = { $date }, { $place }
index-known = What is known of what became of it
index-known-councils = { $n ->
    [one] { $n } meeting
   *[other] { $n } meetings
} of the Council, the last on { $date }
index-known-agreements = { $before } agreements between regions before { $first }, { $after } by { $last }
index-known-projects = { $before } investment projects in { $first }, { $after } in { $last }: what became of { $lost ->
    [one] one
    [11] eleven
   *[other] { $lost }
} is not public
index-known-gap = The public record holds totals. This program is for what they leave out.

index-points = The proposal in three points
index-points-lead = Made in Kazan on { $date }. Each point leaves a question to those who follow it up.
index-point = Point { $n }: { $title }
index-point-now-1 = Not in this program yet: comparing strategies is planned.
index-point-now-2 = This is what the reports below answer.
index-point-now-3 = The ties are listed in the second report. A register of what was agreed is planned.

index-session = The Kazan session of { $date }
index-session-kind = Session
index-session-place = Place
index-session-chair = Chair
index-session-guest = Guest
index-session-represented = Represented: { $side }
index-session-open-list = { $names } and others
index-session-above = Above the regions
index-session-brings = What the district brings
index-session-said = What was said
index-session-fields = Fields named
index-session-promised = Promised
index-session-caveat = Sources differ

index-members = Members of both sides
index-members-number = { $n ->
    [one] { $n } region
   *[other] { $n } regions
}
index-members-co-chair = Co-chair: { $office }

index-sessions = The line of sessions
index-sessions-lead = From the first discussion session to the last meeting of the Council that we found. Dates are as precise as their sources.
index-sessions-chairs = Chaired by: { $chairs }
index-sessions-announced = announced, not confirmed
index-sessions-council = Council

index-counts = What is counted in public
index-counts-lead = { $before } projects in { $first }, { $after } in { $last }: what became of { $lost ->
    [one] one
    [11] eleven
   *[other] { $lost }
} is not public. There are totals, never a list of projects with their fate.
index-counts-caption = Numbers that public sources give
index-counts-number = Number
index-counts-what = What
index-counts-when = When
index-counts-source = Source

index-reports = Three reports
index-reports-lead = What the program makes of a table of flows, on data that are marked for what they are.
index-report-simulated = simulated
index-report-real = real data
index-report-absent = data not here
index-report-read = Read the report
index-trade-title = Trade, simulated
index-trade-text = { $a } Chinese provinces and { $b } Russian federal subjects over { $years } years, from their real sizes and distances. The flows are drawn by a computer, so that the truth is known: { $planted } of { $links } links were made weak on purpose.
index-trade-truth = Of the first { $shown } links that the report shows, { $found } were made weak on purpose. By chance it would be { $chance }.
index-trade-files-label = The data and the truth:
index-ties-title = Friendly ties, real
index-ties-text = The { $pairs } pairs of regions of the two sides with every tie that public sources name: instrument, year, source.
index-ties-no-ranking = Counts this sparse, unevenly collected, single out no pair: an inventory, not a ranking.
index-countries-title = Trade between two groups of countries, real
index-countries-text = Six countries of South-East Asia and five of South America, 2002–2006, learned from the trade of 69 countries.
index-countries-finding = Of the { $links } links, { $weak } are weak with a risk of error of at most one in ten.
index-countries-absent = The data are not on this machine, so this report was not made. They are the application data of An Advanced Guide to Trade Policy Analysis (Yotov and others, WTO and UNCTAD, 2016), licence CC BY 4.0. Set { $variable } to the folder that holds { $file }, run the demonstration again, or:
index-countries-where = Where to get the data: the table agtpa_applications of the R package tradepolicy

index-program = What the program does
index-program-lead = Three questions follow from the proposal. The program answers the first today.
index-program-caption = What exists today and what does not
index-program-question = Question
index-program-today = Today
index-program-where = Where are the weak links?
index-program-where-today = Yes. From a table of flows: which pairs of the two sides fall short of what size, distance and borders predict, by how much, how sure that is, and why.
index-program-what = What became of what was recommended and agreed?
index-program-what-today = Not yet. Planned: a register of sessions, recommendations and projects, in which nothing that binds both sides counts until both have confirmed it.
index-program-whether = Did the link move after that?
index-program-whether-today = In part. The same question can be put to later data with the same command; estimating the effect of an agreement is planned.
index-program-run = Your own data
index-program-run-look = See what a table holds:
index-program-run-find = Find the weak links:

index-sources = Sources and caveats
index-sources-text = Facts were collected in November 2026 from public pages; the source stands beside each. Where sources disagree, both are named.
index-sources-regions = { $name }: population: { $population }; gross regional product: { $grp }; names: { $names }; coordinates of capitals: { $capital }.

trade-subject = trade between Chinese provinces and Russian federal subjects, simulated
trade-side-a = Provinces of China
trade-side-b = Federal subjects of Russia
trade-source = Counterpart, seed { $seed }: real sizes (gross regional product) and distances, invented flows
trade-unit = million USD (invented)
trade-licence = no rights reserved
countries-subject = trade between South-East Asia and South America, { $first }–{ $last }
countries-source = Application data of An Advanced Guide to Trade Policy Analysis (Yotov and others, WTO and UNCTAD, 2016)
countries-unit = million USD

ties-title = Friendly ties, real: an inventory
ties-description = Ties between the regions of the two sides, with instrument, year and source.
ties-before = Read this first
ties-coverage = The collection covers a part. The Russian ambassador counted 383 pairs of regions and cities in April 2024; about a third of the regional and half of the municipal ones are in this table.
ties-uneven = Effort was uneven and favours the pairs of the two sides. In the two sources that favour nobody, these pairs have no tie at all, where 2.2 would be expected.
ties-artefact = The table holds { $ties } ties between the two sides where size and distance alone would give { $expected }. That excess comes from how the sources were read. It is not a finding.
ties-sparse = Counts this sparse, unevenly collected, single out no pair. There is no ranking here, and no pair is called weak.
ties-unknown = No tie in the table does not mean no tie in the world.
ties-summary = { $ties } ties in { $tied } of { $pairs } pairs. For { $unnamed } of them the source names no act.
ties-uncertain = uncertain
ties-expected-explained = Expected: how many ties size, distance and a common border alone would give the pair. It stands here for orientation, and says nothing of how good a relation is.
ties-inventory = The inventory
ties-caption = { $region } and the regions of the Volga side
ties-column-region = Region
ties-column-expected = Expected
ties-column-ties = Ties named by sources
ties-none = none found
ties-act = { $instrument }, { $year }
ties-year-unknown = year unknown
ties-caveat-claimed-only = Friendly relations were claimed in October 2019; no act is named.
ties-caveat-year-not-stated = The page gives a day without a year; a report of 2019 already lists the tie.
ties-caveat-mirror-source = The first source copies an encyclopaedia; the second gives the year.
ties-caveat-listed-without-type = Listed in August 2025 as a twin or partner city, without type or date.
ties-caveat-announced-only = Announced before the meeting; that it was signed is not confirmed.
ties-caveat-parent-undated = Carries out an agreement between governments whose date was not found.
ties-caveat-undated = An event of sister regions is reported for 2019; the relation itself has no date.
ties-caveat-sources-differ = One source says twin city, another memorandum of intent.
ties-fit = What is expected, and how
ties-fit-text = A Poisson equation over all pairs of regions of the two countries, without fixed effects: most regions have no tie at all. Robust standard errors.
ties-fit-sample = { $pairs } pairs, { $ties } ties.
ties-fit-caption = Estimates
ties-fit-term = Term
ties-fit-estimate = Estimate
ties-fit-error = Standard error
ties-fit-again = To fit it again:
ties-term-constant = constant
ties-term-distance = distance, in logs
ties-term-border = common land border
ties-term-origin = population of the Chinese region, in logs
ties-term-destination = population of the Russian region, in logs

instrument-twin-city = twin cities
instrument-sister-region = sister regions
instrument-framework-agreement = framework agreement
instrument-agreement = agreement
instrument-protocol = protocol
instrument-plan-of-measures = plan of measures
instrument-road-map = road map
instrument-memorandum = memorandum
instrument-memorandum-of-intent = memorandum of intent
instrument-letter-of-intent = letter of intent
instrument-cooperation-started = cooperation begun, no act named
instrument-partner-listed = twin or partner, type not given
instrument-not-named = no act named
