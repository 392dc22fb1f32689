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
