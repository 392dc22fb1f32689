//! Columns of the links, and the table for a terminal.

use unicode_width::UnicodeWidthStr as _;
use weaklinks::Link;

use super::words::Words;

/// Width of the headline and of sentences, in columns of a terminal.
pub(super) const LINE: usize = 100;
/// A name longer than this is cut in a terminal.
const NAME: usize = 44;

impl Words<'_> {
    /// Names of the columns of numbers.
    pub(super) fn columns(&self) -> Vec<String> {
        let keys: &[&str] = if self.has_intervals() {
            &[
                "column-observed",
                "column-expected",
                "column-ratio",
                "column-interval",
                "column-p-weak",
                "column-gap-low",
                "column-false-share",
            ]
        } else {
            &["column-observed", "column-expected", "column-ratio", "column-gap"]
        };
        keys.iter().map(|key| self.language.say(key)).collect()
    }

    /// Numbers of one link, one a column.
    pub(super) fn cells(&self, link: &Link) -> Vec<String> {
        let language = self.language;
        let none = || language.say("number-none");
        let mut cells =
            vec![language.flow(link.observed), language.flow(link.expected), language.ratio(link.ratio)];
        if !self.has_intervals() {
            cells.push(language.flow(link.gap));
            return cells;
        }
        let interval = link.low.zip(link.high).map_or_else(none, |(low, high)| {
            format!("{}\u{a0}–\u{a0}{}", language.ratio(low), language.ratio(high))
        });
        cells.push(interval);
        cells.push(link.p_weak.map_or_else(none, |p| language.probability(p)));
        cells.push(link.gap_low.map_or_else(none, |gap| language.flow(gap)));
        cells.push(link.false_share.map_or_else(none, |share| language.percent(share, 1)));
        cells
    }
}

/// The report as text.
pub(super) fn render(words: &Words) -> String {
    let language = words.language;
    let mut paragraphs = vec![wrap(&words.headline(), LINE)];
    if words.context.simulated {
        paragraphs.push(wrap(&language.say("report-simulated-note"), LINE));
    }
    paragraphs.push(links(words));
    let mut remarks = vec![fit(words)];
    remarks.extend(collinear(words));
    remarks.extend(left_out(words));
    paragraphs.push(remarks.iter().map(|line| wrap(line, LINE)).collect::<Vec<_>>().join("\n"));
    let notes = words.notes();
    if !notes.is_empty() {
        paragraphs.push(notes.iter().map(|note| wrap(note, LINE)).collect::<Vec<_>>().join("\n"));
    }
    if !words.context.files.is_empty() {
        let files = words.context.files.join("  ");
        paragraphs.push(language.tell("table-files", &[("files", files.into())]));
    }
    paragraphs.join("\n\n") + "\n"
}

/// The table of the first links.
fn links(words: &Words) -> String {
    let language = words.language;
    let shown = words.shown();
    if shown.is_empty() {
        return language.say("links-none");
    }
    let mut header = vec![language.say("column-rank"), language.say("column-link")];
    header.extend(words.columns());
    let mut rows = vec![header];
    for link in shown {
        let star = if link.in_sample { " *" } else { "" };
        let mut row = vec![language.count(link.rank), cut(&words.link(link), NAME) + star];
        row.extend(words.cells(link));
        rows.push(row);
    }
    let mut text = align(&rows, &[1]);
    let more = words.analysis.links.len() - shown.len();
    if more > 0 {
        text.push('\n');
        text.push_str(&language.tell("table-more", &[("n", more.into())]));
    }
    text
}

/// The estimates in one line.
fn fit(words: &Words) -> String {
    let language = words.language;
    let model = &words.analysis.model;
    let term = |c: &hdfe::Coefficient| {
        format!("{} {} ({})", c.term, language.decimal(c.estimate, 3), language.decimal(c.std_error, 3))
    };
    let terms: Vec<String> = model.coefficients.iter().map(term).collect();
    let terms = if terms.is_empty() { language.say("fit-no-terms") } else { terms.join("; ") };
    language.tell("table-fit", &[("n", model.n_obs.into()), ("terms", terms.into())])
}

/// Covariates that the fit left out, which stand neither among the estimates nor among the reasons.
fn collinear(words: &Words) -> Option<String> {
    let terms = &words.analysis.model.collinear;
    let list = || words.language.list(terms).into();
    (!terms.is_empty()).then(|| words.language.tell("table-collinear", &[("terms", list())]))
}

/// Rows and links that were left out.
fn left_out(words: &Words) -> Vec<String> {
    let language = words.language;
    let mut lines = Vec::new();
    let dropped = words.dropped();
    if !dropped.is_empty() {
        let part = |(reason, n): (String, usize)| {
            language.tell("table-dropped-part", &[("reason", reason.into()), ("n", n.into())])
        };
        let reasons: Vec<String> = dropped.into_iter().map(part).collect();
        lines.push(language.tell("table-dropped", &[("reasons", reasons.join("; ").into())]));
    }
    let n = words.analysis.not_reported.len();
    if n > 0 {
        lines.push(language.tell("table-not-reported", &[("n", n.into())]));
    }
    lines
}

/// Rows with their columns aligned by the width of the characters in a terminal; numbers to the right.
pub(super) fn align(rows: &[Vec<String>], left: &[usize]) -> String {
    let n_columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..n_columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let pad = " ".repeat(widths[column] - cell.width());
            if left.contains(&column) { format!("{cell}{pad}") } else { format!("{pad}{cell}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The text cut to a width, with an ellipsis.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        if cut.width() + c.to_string().width() + 1 > width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

/// The text broken at spaces (Chinese: anywhere) into lines of at most a width.
pub(super) fn wrap(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in pieces(text) {
        let last = lines.last_mut().expect("there is always a line");
        if !last.is_empty() && last.width() + word.trim_end().width() > width {
            let end = last.trim_end().len();
            last.truncate(end);
            lines.push(word.to_owned());
        } else {
            last.push_str(word);
        }
    }
    lines.join("\n")
}

/// Parts that a line may end after: words with their space, and single wide characters with the marks behind them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let end = at + c.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let mark = next.is_some_and(|next| matches!(next, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff20}'));
        let wide = c.to_string().width() == 2;
        if c == ' ' || (wide && !mark) {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_in_every_script() {
        let rows = [["1", "安徽省", "10"], ["12", "Samara", "9"]];
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        assert_eq!(align(&rows, &[1]), " 1  安徽省  10\n12  Samara   9");
    }

    #[test]
    fn long_lines_break_between_words_or_wide_characters() {
        assert_eq!(wrap("one two three", 8), "one two\nthree");
        assert_eq!(wrap("实际流量，预期", 8), "实际流\n量，预期");
        assert_eq!(cut("实际流量", 7), "实际流…");
    }
}
