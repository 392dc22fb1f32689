//! What `counterpart strategies` prints for people.

use std::fmt::Write as _;

use matching::{Coverage, Found, Origin, Overlap, Quotation, Touched};
use store::views::Brief;
use words::Language;

use crate::commands::office::print;

pub fn concepts(lang: Language, n_passages: usize, touched: &[Touched]) -> String {
    let mut text = format!("{}\n", lang.tell("strategies-about", &[("n", n_passages.into())]));
    for concept in touched {
        let code = concept.code.as_ref().map(|code| format!("  [{code}]")).unwrap_or_default();
        let _ = writeln!(text, "\n{:>4}  {}{code}", concept.n_passages, concept.label);
        quoted(lang, &concept.text, &concept.origin, &mut text);
    }
    text
}

pub fn overlap(lang: Language, overlap: &Overlap, quote: bool) -> String {
    let arguments = [
        ("a", overlap.n_passages_a.into()),
        ("b", overlap.n_passages_b.into()),
        ("n", overlap.candidates.len().into()),
        ("likeness", format!("{:.2}", overlap.threshold).into()),
    ];
    let mut text = format!("{}\n", lang.tell("strategies-overlap", &arguments));
    for (k, found) in overlap.candidates.iter().enumerate() {
        let _ = write!(text, "\n{:>3}  {}  {:.2}", k + 1, found.label, found.likeness);
        if let Some(code) = &found.code {
            let _ = write!(text, "  [{code}]");
        }
        text.push('\n');
        candidate(lang, found, quote, &mut text);
    }
    text
}

fn candidate(lang: Language, found: &Found, quote: bool, text: &mut String) {
    if let Some(element) = &found.element {
        let _ = writeln!(text, "     {}", known(lang, element));
    }
    for quotation in &found.quotations {
        if quote {
            quoted(lang, &quotation.text_a, &quotation.origin_a, text);
            quoted(lang, &quotation.text_b, &quotation.origin_b, text);
        } else {
            let (a, b) = (place(lang, &quotation.origin_a), place(lang, &quotation.origin_b));
            let _ = writeln!(text, "     {a}  |  {b}");
        }
        why(lang, quotation, text);
    }
    if found.n_more > 0 {
        let _ = writeln!(text, "     {}", lang.tell("strategies-more", &[("n", found.n_more.into())]));
    }
}

fn known(lang: Language, element: &Brief) -> String {
    lang.tell("strategies-known", &[("element", print::brief(lang, element).into())])
}

fn why(lang: Language, quotation: &Quotation, text: &mut String) {
    for reason in &quotation.reasons {
        let (a, b) = (reason.words_a.join(", "), reason.words_b.join(", "));
        let share = format!("{:.0}", 100.0 * reason.share);
        let arguments = [
            ("concept", reason.label.clone().into()),
            ("share", share.into()),
            ("a", a.into()),
            ("b", b.into()),
        ];
        let _ = writeln!(text, "       {}", lang.tell("strategies-why", &arguments));
    }
}

fn quoted(lang: Language, words: &str, origin: &Origin, text: &mut String) {
    let _ = writeln!(text, "     {}", place(lang, origin));
    let _ = writeln!(text, "       “{words}”");
}

/// Strategy, page, section, and the point that says the same.
fn place(lang: Language, origin: &Origin) -> String {
    let mut place = match &origin.strategy {
        Some(strategy) => format!("{} {}", strategy.key(), origin.title),
        None => origin.title.clone(),
    };
    if let Some(page) = origin.place.page {
        let _ = write!(place, ", {}", lang.tell("strategies-page", &[("page", page.into())]));
    }
    if let Some(section) = &origin.place.section {
        let _ = write!(place, ", {section}");
    }
    if let Some(point) = &origin.point {
        let _ = write!(place, " ({})", point.key());
    }
    place
}

pub fn coverage(lang: Language, coverage: &Coverage) -> String {
    let mut text = String::new();
    let lists = [
        ("strategies-bare", coverage.n_confirmed, &coverage.bare_elements),
        ("strategies-stray", coverage.n_projects, &coverage.stray_projects),
    ];
    for (key, all, entries) in lists {
        let arguments = [("n", entries.len().into()), ("all", all.into())];
        let _ = writeln!(text, "{}", lang.tell(key, &arguments));
        for entry in entries {
            let _ = writeln!(text, "  {}", print::brief(lang, entry));
        }
    }
    text
}
