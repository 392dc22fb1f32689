//! What became of chosen links, for a terminal, in English, Chinese or Russian.

use weaklinks::movement::{Change, MATCHES, Moved, Movement};
use words::Language;

use super::table::{LINE, align, wrap};

/// The windows as they were typed.
#[derive(Debug, Clone, Copy)]
pub struct Spans<'a> {
    /// What links were chosen from.
    pub choosing: &'a str,
    /// Before anything was done.
    pub before: &'a str,
    /// Later.
    pub after: &'a str,
}

/// Headline, a row a link, averages, windows, what was not compared.
pub fn text(found: &Movement, spans: Spans, directed: bool, language: Language) -> String {
    let keys = [
        "column-link",
        "movement-chosen-at",
        "movement-before",
        "movement-after",
        "movement-own",
        "movement-matches",
    ];
    let between = if directed { "→" } else { "–" };
    let pair = |origin: &str, destination: &str| format!("{origin} {between} {destination}");
    let row = |link: &Moved| {
        let mut row = vec![pair(&link.origin, &link.destination)];
        row.extend([link.chosen_at, link.before, link.after].map(|ratio| language.ratio(ratio)));
        row.extend([&link.change, &link.matches_change].map(|change| with_interval(change, language)));
        row
    };
    let mut rows: Vec<Vec<String>> = vec![keys.iter().map(|key| language.say(key)).collect()];
    rows.extend(found.links.iter().map(row));
    let averages = language.tell(
        "movement-averages",
        &[
            ("own", with_interval(&found.chosen, language).into()),
            ("matches", with_interval(&found.matched, language).into()),
            ("n", MATCHES.min(found.n_candidates).into()),
            ("candidates", found.n_candidates.into()),
        ],
    );
    let windows = language.tell(
        "movement-windows",
        &[
            ("choosing", spans.choosing.to_owned().into()),
            ("before", spans.before.to_owned().into()),
            ("after", spans.after.to_owned().into()),
        ],
    );
    let mut remarks = vec![averages, windows, language.say("movement-ratios")];
    if !found.not_compared.is_empty() {
        let links: Vec<String> = found.not_compared.iter().map(|link| pair(&link.0, &link.1)).collect();
        let links = links.join(&language.say("list-separator"));
        remarks.push(language.tell("movement-not-compared", &[("links", links.into())]));
    }
    let remarks: Vec<String> = remarks.iter().map(|remark| wrap(remark, LINE)).collect();
    let headline = wrap(&headline(&found.difference, language), LINE);
    format!("{headline}\n\n{}\n\n{}\n", align(&rows, &[0]), remarks.join("\n"))
}

fn headline(difference: &Change, language: Language) -> String {
    let told = difference.low > 1.0 || difference.high < 1.0;
    let key = if told { "movement-headline-more" } else { "movement-headline-unclear" };
    let Change { ratio, low, high, .. } = *difference;
    let texts = [("percent", ratio), ("low", low), ("high", high)];
    language.tell(key, &texts.map(|(name, ratio)| (name, signed(ratio, language).into())))
}

fn with_interval(change: &Change, language: Language) -> String {
    let texts = [("estimate", change.ratio), ("low", change.low), ("high", change.high)];
    language.tell("movement-change", &texts.map(|(name, ratio)| (name, signed(ratio, language).into())))
}

/// A ratio of ratios as a change in percent, with its sign.
fn signed(ratio: f64, language: Language) -> String {
    let share = ratio - 1.0;
    format!("{}{}", if share > 0.0 { "+" } else { "" }, language.percent(share, 0))
}
