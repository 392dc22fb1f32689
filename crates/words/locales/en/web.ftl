# The pages of `counterpart serve`.

web-home = Home
web-news = News & Information
web-sessions = Sessions
web-recommendations = Recommendations
web-roadmap = Road map
web-commitments = Commitments
web-members = Members
web-help = Help
web-desk = Desk
web-login = Log in
web-search = Search
web-skip = Skip to the content
web-languages = Languages
web-menu = Menu
web-crumbs = You are here
web-exercise = This is an exercise: regions, people, projects and figures are made up.
web-share = Suggest to a friend
web-share-mail = Send this page by your own mail program
web-share-address = Address of this page:
web-share-qr = The address of this page as a QR code
web-share-about = Nothing is sent by this site, and nobody is counted.
web-data = About the data
web-accessibility = Accessibility
web-head = Audit chain: link { $n }, { $day }
web-head-about = Number, hash and time of the last link, the public key of the server and its signature. Whoever keeps this line can prove later that nothing before it was changed.

web-any = any
web-state = State
web-states = States
web-field = Field of cooperation
web-region = Region
web-words = Words
web-filter = Show
web-found = { $n ->
    [0] Nothing was found.
    [one] One entry
   *[other] { $n } entries
}
web-nothing = Nothing here yet.
web-pages = Pages
web-page-of = Page { $page } of { $last }
web-before = Previous page
web-after = Next page
web-all-of = { $n ->
    [one] The one entry
   *[other] All { $n }
}
web-that-name = Only those that name
web-show-all = show all
web-both-sides = Both sides

web-texts = Text
web-facts = At a glance
web-thread = What came of it
web-thread-empty = Nothing has come of it yet.
web-origin = Where it comes from
web-since = since
web-in-language = ({ $language })
web-shown-in = This text is not there in English yet; it is shown in another language: { $language }.
web-machine = machine translation, not reviewed
web-behind = another language of this text was changed later
web-versions = { $n ->
    [one] One version, with what changed
   *[other] { $n } versions, with what changed
}
web-history = Versions
web-link = link
web-half-given = { $side }: confirmed “{ $act }”
web-half-missing = { $side }: confirmation of “{ $act }” is missing, { $days ->
    [0] since today
    [one] for one day
   *[other] for { $days } days
}
web-half-signed = signed with the key of the side
web-half-unsigned = unsigned

web-front-what = A mechanism of cooperation between { $a } and { $b }: they meet, recommend, decide and commit themselves. This register says who promised what, and what became of it.
web-front-who = Who takes part
web-front-promised = What was promised
web-front-became = What became of it
web-front-next = Next
web-front-last = Last
web-front-regions = { $n ->
    [one] member region of { $side }
   *[other] member regions of { $side }
}
web-front-sessions = { $n ->
    [one] session
   *[other] sessions
}
web-front-recommendations = { $n ->
    [one] recommendation
   *[other] recommendations
}
web-front-decisions = { $n ->
    [one] decision taken
   *[other] decisions taken
}
web-front-commitments = { $n ->
    [one] commitment
   *[other] commitments
}
web-front-projects = { $n ->
    [one] project on the road map
   *[other] projects on the road map
}
web-front-agreed = { $n ->
    [one] recommendation agreed, wholly or in part
   *[other] recommendations agreed, wholly or in part
}
web-front-unanswered = { $n ->
    [one] recommendation waits for an answer
   *[other] recommendations wait for an answer
}
web-front-running = { $n ->
    [one] project under way
   *[other] projects under way
}
web-front-completed = { $n ->
    [one] project completed
   *[other] projects completed
}
web-front-dropped = { $n ->
    [one] project dropped
   *[other] projects dropped
}
web-front-results = { $n ->
    [one] result confirmed by the other side
   *[other] results confirmed by the other side
}
web-front-kept = { $n ->
    [one] commitment confirmed as kept
   *[other] commitments confirmed as kept
}

web-roadmap-about = Every project of both sides. Choose a session to see what is new, moved, finished or dropped since then.
web-number = No.
web-project = Project
web-parties = Parties
web-fields = Fields
web-partner = and
web-since-session = Since the session
web-since-then = Since then
web-moved-new = new
web-moved-moved = moved; it was: { $was }
web-moved-finished = finished; it was: { $was }
web-moved-dropped = dropped; it was: { $was }
web-moved-unchanged = as it was

web-members-about = The regions of both sides, the offices that speak for them, and the bodies in which they meet.
web-members-count = { $n ->
    [one] One region
   *[other] { $n } regions
}
web-neither-side = Of neither side
web-search-about = All words must stand in the entry, in whatever language. A Chinese word may stand inside a sentence, a Russian one may be inflected.

web-help-lead = What this site holds, how to read it, and what each word means.
web-help-use = How to use this site
web-help-use-1 = The front page counts what was promised and what became of it; every number leads to the entries it counts.
web-help-use-2 = The page of a recommendation, decision or project begins with what came of it, with dates.
web-help-use-3 = Every page has its own address in each language, which can be sent to others.
web-help-both = What binds both sides
web-help-both-1 = What binds both sides is done only when both have confirmed the same wording. The page says whose half is missing, and since when. Silence confirms nothing.
web-help-both-2 = Nobody deletes. Entries are withdrawn, replaced or corrected, and all versions stay readable.
web-help-shapes = Shapes
web-help-shapes-1 = ○ not begun; ◐ under way; ● reached; ▬ resting or gone elsewhere; ✕ come to nothing.

web-data-1 = Everything on this site comes from the register of the mechanism. Each change is written together with a link of the audit chain, so that a later change can be seen.
web-data-2 = Sources disagree: each statement of fact is kept with its source, and one may be marked as preferred.
web-data-3 = What is missing is shown as missing and never as zero. Dates are as precise as they are known.
web-data-4 = Translations that no reader of the language has reviewed are marked as drafts; those made by a program are marked as such.
web-accessibility-1 = Every page works by keyboard, without scripts, at twice the size of letters, and in print. States are told by word and shape as well as by colour.
web-accessibility-2 = Pages are checked by a program against WCAG 2.2, level AA, whenever the software is changed.
web-accessibility-3 = Not yet checked: reading with a screen reader by people who use one every day. Whoever meets a barrier should tell the secretariat of a side.

web-error-not-found = There is no such page
web-error-not-found-advice = The address may be mistyped, or the entry is not for the public. Search may find what you look for.
web-error-forbidden = You may not do this
web-error-forbidden-advice = Another role or the other side does.
web-error-conflict = It was changed in the meantime
web-error-conflict-advice = Look at it as it stands now, then decide again.
web-error-input = It could not be done
web-error-input-advice = Nothing was changed.
web-error-too-many = Too many attempts
web-error-too-many-advice = Wait a quarter of an hour, then try again.
web-error-too-large = Too much at once
web-error-too-large-advice = Nothing was changed. A form with its files may hold up to 16 MB.
web-error-too-slow = It took too long to arrive
web-error-too-slow-advice = Nothing was changed. Try again on a faster line, or send less at once.
web-error-busy = The register is busy
web-error-busy-advice = Nothing was changed. Try again in a moment.
web-error-internal = Something broke
web-error-internal-advice = Nothing was changed. Whoever runs the server finds the reason in its log.

# Files of lists.
web-download = Download:
web-export-source = Source
web-export-address = Address
web-export-made = Made
web-export-entries = Entries
web-export-head = Audit chain
web-export-too-large = The file would hold more than { $mib } MiB of text
web-export-too-large-advice = Narrow the list by state, region, field or words, and take it in parts.

# Imports.
web-import = Import a table
web-import-about = A CSV file or an XLSX workbook, with one row for each entry. Nothing is written before you have seen what would be done.
web-import-kind = The rows are
web-import-file = File
web-import-file-about = Headings in English, Chinese and Russian are understood, and those of exported files. 16 MiB at most.
web-import-check = Check the file
web-import-templates = Forms to fill in
web-import-templates-about = Workbooks with headings, drop-downs and explanations in your language.
web-import-faulty = The file cannot be imported yet
web-import-preview = What would be done
web-import-done = It was imported
web-import-faults = { $n ->
    [one] One thing is wrong. Nothing was written.
   *[other] { $n } things are wrong. Nothing was written.
}
web-import-first = The first { $n } rows are shown.
web-import-nothing-yet = Nothing was written yet. The file is kept for an hour.
web-import-confirm = Import all of it
web-import-again = Import another file
web-import-row = Row
web-import-sheet = Worksheet
web-import-column = Column
web-import-value = Value
web-import-what = What is wrong
web-import-why = Why
web-import-remedy = What to do
web-import-entry = Entry
web-import-deed = Change
web-import-created = new
web-import-changed = changed
web-import-unchanged = as it was
web-import-waits = waits for the other side
web-import-no-file = Say what the rows are, and choose a file that is not empty
web-import-not-read = The file did not arrive whole, or is larger than 16 MiB
web-import-gone = The file is no longer kept: an hour has passed, it was imported already, or another one was checked since. Send it again

# Reading: what each kind's page says of its own.
web-side = Side
web-when = When
web-who = Who
web-unknown = not known
web-outcome = Outcome
web-opinions = What both sides think of it
web-opinions-earlier = Earlier opinions
web-no-opinion = No opinion yet.
web-outcome-submitted = Submitted { $since }; it is not under consideration yet.
web-outcome-both-missing = Under consideration since { $since }; neither side has given its opinion.
web-outcome-one-missing = One side has given its opinion. That of { $side } has been missing since { $since }.
web-outcome-agreed = Both sides have agreed to it.
web-outcome-agreed-in-part = Both sides have agreed to it, at least one of them only in part.
web-outcome-noted = It was noted; not both sides agreed to it.
web-outcome-deferred = It was put off to a later session: { $side }.
web-outcome-declined = It was declined: { $side }.
web-outcome-withdrawn = Its authors have withdrawn it.
web-outcome-merged = It goes on in another recommendation.
web-decided = What was decided
web-thread-details = { $n ->
    [one] one step, indicator or report
   *[other] { $n } steps, indicators and reports
}
web-and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
web-in-zone = { $when } (time zone { $zone })
web-session-before = Session before
web-session-after = Session after
web-session-recommendations = Recommendations, and what became of them
web-session-totals = { $n ->
    [one] One recommendation
   *[other] { $n } recommendations
}: { $counts }.
web-session-without-trace = { $n ->
    [one] One was agreed and has nothing behind it yet.
   *[other] { $n } were agreed and have nothing behind them yet.
}
web-recommended-by = Recommended by
web-introduced = Introduced
web-recommended = Recommended
web-language-state = { $language }: { $state }
web-claimed-by = Claimed by
web-other-side-says = What the other side says
web-by = { $side }
web-value-at = { $value } ({ $date })
web-reports-expected = Expected: { $dates }.
web-sources = What sources say
web-sources-about = Where sources disagree, each value stands with its source; the preferred one is marked.
web-tie-line = Instruments and exchanges in time
web-tie-empty = No instrument and no exchange event is known.
web-pair = Both regions
web-pair-all = everything between both
web-pair-of = { $a } and { $b }
web-pair-about = Everything in the register that names both regions.
web-pair-nothing = No tie, project, recommendation or result names both.
web-partners = Partners
web-flows = Flows and weak links
web-flows-none = No flows and no analysis of weak links are loaded into this register.
web-points = Points, and what carries them
web-points-about = { $n ->
    [one] One point
   *[other] { $n } points
}; { $nothing ->
    [0] each has something behind it.
    [one] one has nothing behind it in this register.
   *[other] { $nothing } have nothing behind them in this register.
}
web-point = Point
web-point-nothing = nothing in this register
web-central = Leaders and central governments
web-local = Regions and cities
web-side-owes = What this side has promised and is not settled
web-file = File
web-save-file = Save { $name }
web-overdue = overdue
web-due-soon = due within { $days } days, or overdue
web-decisions = Decisions
web-help-entries = Entries
web-states-other = Other states
web-timeline = Time line
web-timeline-about = Each bar is a project from start to end; the dashed line is today. Projects without dates stand in the table only.
web-also = Plans, ties and data
web-thread-no-more = Nothing beyond the decision yet.
web-opinion-day = Given on
