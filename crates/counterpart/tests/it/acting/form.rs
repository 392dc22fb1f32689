//! Forms as they stand on a page, read as a browser without scripts reads them.

/// What a form would send as it stands.
pub struct Form {
    /// Where it is sent to; `None` is the page itself.
    pub action: Option<String>,
    /// Its fields, in their order.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The first form of a page that acts.
    pub fn on(html: &str) -> Self {
        let (_, rest) = html.split_once("<form class=\"act\"").unwrap_or_else(|| panic!("no form: {html}"));
        let (head, rest) = rest.split_once('>').expect("a tag ends");
        let body = rest.split("</form>").next().expect("a form ends");
        let mut form = Form { action: attribute(head, "action"), fields: Vec::new() };
        let mut select = None;
        for piece in body.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            let name = || attribute(tag, "name").unwrap_or_else(|| panic!("a field without a name: {tag}"));
            match tag.split([' ', '\n']).next().unwrap_or_default() {
                "input" if is_sent(tag) => {
                    form.fields.push((name(), attribute(tag, "value").unwrap_or_default()));
                }
                // The first line break is none of its text.
                "textarea" => form.fields.push((name(), decoded(text.strip_prefix('\n').unwrap_or(text)))),
                "select" => select = Some((name(), None)),
                "option" => {
                    let (_, chosen) = select.as_mut().expect("options stand in lists");
                    if chosen.is_none() || tag.contains(" selected") {
                        *chosen = attribute(tag, "value");
                    }
                }
                "/select" => {
                    let (name, chosen) = select.take().expect("a list that ends has begun");
                    form.fields.push((name, chosen.unwrap_or_default()));
                }
                _ => {}
            }
        }
        form
    }

    /// What stands in a field; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The same with some fields filled in. A field that the form does not have cannot be; one that stands twice is
    /// another box ticked.
    pub fn with(mut self, typed: &[(&str, &str)]) -> Self {
        for (name, _) in typed {
            assert!(self.fields.iter().any(|(known, _)| known == name), "the form has no field {name}");
        }
        self.fields.retain(|(known, _)| typed.iter().all(|(name, _)| known != name));
        self.fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self
    }
}

/// Whether a box is ticked; everything else is sent.
fn is_sent(input: &str) -> bool {
    let is_box = ["checkbox", "radio"].map(Some).contains(&attribute(input, "type").as_deref());
    !is_box || input.contains(" checked")
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(decoded(rest.split('"').next()?))
}

/// A text without tags, with single blanks.
pub fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        // What stands before the first tag has none.
        text.push_str(if piece.as_ptr() == html.as_ptr() {
            piece
        } else {
            piece.split_once('>').map_or("", |it| it.1)
        });
        text.push(' ');
    }
    decoded(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the escapes of HTML, of which the pages use those with a number.
pub fn decoded(html: &str) -> String {
    let mut decoded = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("&#") {
        decoded.push_str(before);
        let (number, following) = after.split_once(';').expect("an escape ends");
        let letter = number.parse().ok().and_then(char::from_u32);
        decoded.push(letter.unwrap_or_else(|| panic!("&#{number}; is no letter")));
        rest = following;
    }
    decoded + rest
}
