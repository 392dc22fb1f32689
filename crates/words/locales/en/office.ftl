# The commands that work with a register. A and B are the two sides.

office-state-since = { $state } since { $since }
office-reason = Reason: { $reason }
office-untitled = (no title)
office-machine = (machine translation)
office-behind = {", behind"}
office-nothing-changed = Nothing has changed: it is as you wished already.
office-waiting-for = Side { $side } has not confirmed yet. Until then nothing has happened.
office-half-lapsed = Side { $side } had confirmed “{ $act }”; that half has lapsed, because the version it named is gone.
office-checked = The register can be read. The chain ends at entry { $n }, { $hash }. Documents, all whole: { $documents }.
office-migrated = The register is of this version.
office-one-time-token = Give this one-time token to { $user }, who enrols with it: counterpart user enrol --out FILE
office-enrolled = { $user } can act now. The token is in { $file }; keep it, it is shown nowhere else.
office-backed-up = Written: { $file }, with { $n } entries of the chain and { $documents } documents. The chain ends with { $hash }.
office-restored = Restored and verified: { $folder }, with { $n } entries of the chain and { $documents } documents.
office-made = Made: { $folder }. Your token is in admin-a.token there. Give this one-time token to the administrator of side B:
office-example-made = Made: { $folder }, an example. The tokens of its { $n } users are in the folder tokens.
office-ask-name = Name of the mechanism:
office-ask-side-a = Name of side A:
office-ask-side-b = Name of side B:
office-ask-administrator-a = Your name, as administrator of side A:
office-ask-administrator-b = Name of the administrator of side B:
office-imported = New: { $created }. Changed: { $changed }. As they were: { $unchanged }. Acts taken: { $acts }. Waiting for the other side: { $waiting }.
office-matched-identifier = { $row } is { $entry } already, by its identifier; that entry was taken, and no second one made.
office-matched-name = { $row } is { $entry } already, by its name; that entry was taken, and no second one made.
office-dry-run = This was a rehearsal: nothing was written.
office-head = Signed end of the chain: { $head }
office-found = Found: { $n }
office-trace-back = Where it came from
office-trace-forward = What came of it
office-outcome = Recommendations: { $n }. Agreed, with nothing behind them: { $without }. Without an answer: { $unanswered }.
office-by = by { $who }
office-opinion = side { $side }: { $answer }
office-merged-into = merged into { $into }
office-without-trace = Agreed, and nothing came of it so far.
office-plan = Points: { $n }. With nothing behind them: { $nothing }.
office-central = central level
office-local = local level
office-nothing-behind = Nothing carries this point.
office-roadmap = Projects on the road map: { $n }
office-move-new = New: { $n }
office-move-moved = Moved: { $n }
office-move-finished = Finished: { $n }
office-move-dropped = Dropped: { $n }
office-move-unchanged = As they stood: { $n }
office-was = was: { $state }
office-due = Overdue: { $overdue }. Due soon: { $soon }. Waiting for a half: { $waiting }.
office-half-missing = “{ $act }”: side { $side } has not confirmed for { $days ->
    [one] { $days } day
   *[other] { $days } days
}
office-overdue = { $date }, overdue by { $days ->
    [one] { $days } day
   *[other] { $days } days
}
office-due-on = { $date }, in { $days ->
    [one] { $days } day
   *[other] { $days } days
}
office-withheld = not for this reader; the hash stands
office-erased = erased
office-verified = The chain is sound: { $n } entries, { $entries } records, compared with every table and with { $heads } heads.
office-you-may = You may: { $acts }
office-half = side { $side }: “{ $act }” confirmed by { $by } at { $at }, { $signed }
office-signed = signed
office-unsigned = unsigned
office-text-kept = The text is kept.
office-reminders = Reminders: { $n }
office-letter-to-be-sent = to be sent
office-letter-sent = sent
office-letter-sent-before = sent before
office-letter-failed = not taken by the mail server; tried again next time
office-letter-uncertain = uncertain: the program was ended while this was being sent. It is not sent again; ask whether it arrived
office-nobody = Nobody with a mail address is responsible for { $entry }

sheet-heading = Column
sheet-meaning = What it is
sheet-required = Required
sheet-allowed = What it takes
sheet-explanations = Explanations
sheet-lists = Lists

mail-before-subject = Due on { $due }: { $title }
mail-before = { $kind } { $key }, “{ $title }”, is due on { $due }, in 30 days or less.
mail-on-day-subject = Due now: { $title }
mail-on-day = { $kind } { $key }, “{ $title }”, is due: { $due }.
mail-after-subject = Overdue since { $due }: { $title }
mail-after = { $kind } { $key }, “{ $title }”, was due on { $due } and is not reported as done.
mail-superior-subject = Overdue, for your attention: { $title }
mail-superior = { $kind } { $key }, “{ $title }”, was due on { $due }. The responsible office was reminded and has not reported it as done.
mail-foot = This mail was sent by the register of the mechanism. Please keep its last line: with it you can check later that nothing was changed.
    { $head }
