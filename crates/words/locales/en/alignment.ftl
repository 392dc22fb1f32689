# Strategies beside each other, and partners for each other.

strategies-added = Kept: { $document }, the text of { $strategy }. Passages: { $n }.
strategies-about = Passages: { $n }. What most of them are about:
strategies-overlap = { $a } passages beside { $b }. Candidates for common elements, { $likeness } alike or more: { $n }.
strategies-known = In the register: { $element }
strategies-more = Further pairs of passages about the same: { $n }
strategies-why = { $concept }, { $share } %: { $a } – { $b }
strategies-page = p. { $page }
strategies-bare = Confirmed common elements that no recommendation and no project carries: { $n } of { $all }
strategies-stray = Projects on whose thread there is no common element: { $n } of { $all }
match-found = Open profiles of the other side that answer it: { $n }
match-fit = What is offered and what is asked for are alike: { $fit }
match-back = The other way round fits too: { $profile }
match-fields = Fields of cooperation of both: { $fields }
match-weak-link = The link of the two regions is weak with a probability of { $p } %
match-projects = Projects of this organisation that came about: { $n }
match-languages = Languages of both: { $languages }
match-twice = Organisations that are entered twice, perhaps: { $n }
match-by-identifier = by their identifier
match-by-name = by their name ({ $likeness })
