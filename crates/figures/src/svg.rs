//! Elements of SVG as text: escaping, coordinates with one decimal, the width of a text.

use std::fmt::Write as _;

use crate::{Caption, INK};

/// Fonts of the system, with those for Chinese behind those for Latin and Cyrillic.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', 'Microsoft YaHei', \
                     'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
/// Height of the text.
pub(crate) const FONT: f64 = 13.0;

/// Where a text is anchored.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing under way.
pub(crate) struct Svg {
    body: String,
}

impl Svg {
    pub(crate) fn new() -> Self {
        Svg { body: String::new() }
    }

    /// A text in one colour; `bold` for what the eye should find first.
    pub(crate) fn text(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        colour: &str,
        bold: bool,
        content: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if bold { r#" font-weight="600""# } else { "" };
        let (x, y) = (place(x), place(y));
        let _ = writeln!(
            self.body,
            r#"<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}"{weight}>{}</text>"#,
            escape(content)
        );
    }

    /// A straight line; `dashes` as in `stroke-dasharray`, or empty.
    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64, dashes: &str) {
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dashes}""#) };
        let _ = writeln!(
            self.body,
            r#"<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{colour}" stroke-width="{}"{dashes}/>"#,
            place(from.0),
            place(from.1),
            place(to.0),
            place(to.1),
            place(width)
        );
    }

    /// A broken line through points.
    pub(crate) fn polyline(&mut self, points: &[(f64, f64)], colour: &str, width: f64, dashes: &str) {
        let dashes =
            if dashes.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dashes}""#) };
        let points: Vec<String> = points.iter().map(|&(x, y)| format!("{},{}", place(x), place(y))).collect();
        let _ = writeln!(
            self.body,
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="{}" stroke-linejoin="round"{dashes}/>"#,
            points.join(" "),
            place(width)
        );
    }

    /// Many small dots as one path: a dot is a line of no length with a round end.
    pub(crate) fn dots(&mut self, points: &[(f64, f64)], colour: &str, diameter: f64) {
        let mut path = String::new();
        for &(x, y) in points {
            let _ = write!(path, "M{} {}h0", place(x), place(y));
        }
        let _ = writeln!(
            self.body,
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-width="{}" stroke-linecap="round"/>"#,
            place(diameter)
        );
    }

    /// A rectangle without border.
    pub(crate) fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), colour: &str) {
        let (x, y, width, height) = (place(x), place(y), place(width), place(height));
        let _ = writeln!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>"#
        );
    }

    /// The mark of a direction (0: circle, 1: triangle), filled or hollow, with a label to hover over.
    pub(crate) fn mark(&mut self, (x, y): (f64, f64), direction: usize, filled: bool, label: &str) {
        let colour = crate::DIRECTION_COLOURS[direction.min(1)];
        let fill = if filled { colour } else { "#fff" };
        let opacity = if filled { "" } else { r#" fill-opacity="0.4""# };
        let shape = if direction == 0 {
            format!(r#"<circle class="mark" cx="{}" cy="{}" r="4""#, place(x), place(y))
        } else {
            let (left, right, top, base) = (place(x - 4.6), place(x + 4.6), place(y - 4.6), place(y + 3.6));
            format!(r#"<path class="mark" d="M{left} {base}L{} {top}L{right} {base}Z""#, place(x))
        };
        let name = if direction == 0 { "circle" } else { "path" };
        if label.is_empty() {
            let _ = writeln!(
                self.body,
                r#"{shape} fill="{fill}"{opacity} stroke="{colour}" stroke-width="1.5"/>"#
            );
        } else {
            let _ = writeln!(
                self.body,
                r#"{shape} fill="{fill}"{opacity} stroke="{colour}" stroke-width="1.5"><title>{}</title></{name}>"#,
                escape(label)
            );
        }
    }

    /// What is drawn leads somewhere, by pointer and by keyboard.
    pub(crate) fn link(&mut self, href: &str, label: &str, draw: impl FnOnce(&mut Svg)) {
        let (href, label) = (escape(href), escape(label));
        let _ = writeln!(self.body, r#"<a href="{href}" aria-label="{label}"><title>{label}</title>"#);
        draw(self);
        self.body.push_str("</a>\n");
    }

    /// A line that bends to one side, so that two directions stay apart, with a wider one behind it that is easier to hit.
    pub(crate) fn arc(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let bend = (f64::midpoint(from.0, to.0) - 0.18 * dy, f64::midpoint(from.1, to.1) + 0.18 * dx);
        let path = format!(
            "M{} {}Q{} {} {} {}",
            place(from.0),
            place(from.1),
            place(bend.0),
            place(bend.1),
            place(to.0),
            place(to.1)
        );
        let _ = writeln!(
            self.body,
            r#"<path d="{path}" fill="none" stroke="{colour}" stroke-opacity="0" stroke-width="12" pointer-events="stroke"/><path class="arc" d="{path}" fill="none" stroke="{colour}" stroke-opacity="0.55" stroke-width="{}"/>"#,
            place(width)
        );
    }

    /// The element, titled and described for readers who do not see it.
    pub(crate) fn finish(self, caption: &Caption, height: f64) -> String {
        self.finish_as("img", caption, height)
    }

    /// The element of a figure that holds links: a group, since what is in an image cannot be reached.
    pub(crate) fn finish_with_links(self, caption: &Caption, height: f64) -> String {
        self.finish_as("group", caption, height)
    }

    fn finish_as(self, role: &str, caption: &Caption, height: f64) -> String {
        let id = escape(caption.id);
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" role="{role}" viewBox="0 0 {width} {height}" "#,
                r#"aria-labelledby="{id}-title {id}-desc" font-family="{fonts}" font-size="{font}" fill="{ink}">"#,
                "\n",
                r#"<title id="{id}-title">{title}</title>"#,
                "\n",
                r#"<desc id="{id}-desc">{description}</desc>"#,
                "\n{body}</svg>\n"
            ),
            role = role,
            width = place(crate::WIDTH),
            height = place(height),
            id = id,
            fonts = FONTS,
            font = place(FONT),
            ink = INK,
            title = escape(caption.title),
            description = escape(caption.description),
            body = self.body
        )
    }
}

/// A coordinate with at most one decimal; zero where the number is not finite, so that a file always draws.
fn place(value: f64) -> String {
    if !value.is_finite() {
        return "0".into();
    }
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".into() } else { text.into() }
}

/// Text for XML: the five special characters, and control characters (which XML does not allow) left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Width of a text, in units: Chinese characters are square, others about 0.58 of their height.
pub(crate) fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if is_wide(c) { FONT } else { 0.58 * FONT }).sum()
}

/// The text cut to a width, with an ellipsis where something was cut.
pub(crate) fn fit(text: &str, width: f64) -> String {
    if text_width(text) <= width {
        return text.into();
    }
    let mut cut = String::new();
    let mut used = FONT;
    for c in text.chars() {
        used += if is_wide(c) { FONT } else { 0.58 * FONT };
        if used > width {
            break;
        }
        cut.push(c);
    }
    format!("{}…", cut.trim_end())
}

/// The text broken at spaces into lines of at most a width.
pub(crate) fn wrap(text: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(line) + text_width(word) + 0.58 * FONT <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines.iter().flat_map(|line| break_wide(line, width)).collect()
}

/// A line without spaces (Chinese) broken between characters.
fn break_wide(line: &str, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for c in line.chars() {
        let advance = if is_wide(c) { FONT } else { 0.58 * FONT };
        if used + advance > width && !is_closing(c) {
            lines.push(String::new());
            used = 0.0;
        }
        used += advance;
        if let Some(last) = lines.last_mut() {
            last.push(c);
        }
    }
    lines
}

/// Marks that never begin a line, full width ones among them.
fn is_closing(c: char) -> bool {
    matches!(c, ',' | '.' | ')' | '\u{3001}' | '\u{3002}' | '\u{ff09}' | '\u{ff0c}')
}

fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0x20000..=0x3fffd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_short_and_finite() {
        assert_eq!(place(1.0), "1");
        assert_eq!(place(-0.01), "0");
        assert_eq!(place(2.25), "2.2");
        assert_eq!(place(f64::NAN), "0");
    }

    #[test]
    fn texts_are_escaped_and_cut() {
        assert_eq!(escape("a<b & \"c\"\u{0}"), "a&lt;b &amp; &quot;c&quot; ");
        assert_eq!(fit("安徽省和萨马拉州", 60.0), "安徽省…");
        assert_eq!(fit("short", 60.0), "short");
        assert_eq!(wrap("one two three", 60.0), ["one two", "three"]);
        assert_eq!(wrap("实际流量等于预期流量", 70.0).len(), 2);
    }
}
