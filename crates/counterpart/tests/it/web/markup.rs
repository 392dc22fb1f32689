//! What stands in the HTML of a page, read as simply as our own templates are written.

/// The opening tags of a page.
pub fn tags(html: &str) -> impl Iterator<Item = &str> {
    let pieces = html.split('<').skip(1);
    pieces.filter(|piece| piece.starts_with(|c: char| c.is_ascii_alphabetic())).map(tag)
}

/// A tag ends at the first `>` that is not inside quotes.
fn tag(piece: &str) -> &str {
    let mut quoted = false;
    for (k, c) in piece.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return &piece[..k],
            _ => {}
        }
    }
    piece
}

/// Names and values of the attributes of a tag; those without a value have an empty one.
pub fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let value = after.strip_prefix("=\"").and_then(|value| value.split_once('"'));
        found.push((name, value.map_or("", |(value, _)| value)));
        rest = value.map_or(after.strip_prefix('=').unwrap_or(after), |(_, rest)| rest).trim_start();
    }
    found
}

/// The value of an attribute of a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).into_iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Where the links and forms of a page lead on this site, without the anchors.
pub fn links(html: &str) -> Vec<String> {
    let hrefs = tags(html).filter(|tag| tag.starts_with("a ")).filter_map(|tag| attribute(tag, "href"));
    let paths = hrefs.filter(|href| href.starts_with('/')).map(|href| href.split('#').next().unwrap_or(href));
    let mut links: Vec<String> = paths.map(|path| path.replace("&#38;", "&").replace("&amp;", "&")).collect();
    links.sort();
    links.dedup();
    links
}

#[test]
fn tags_and_attributes_are_read() {
    let html = r#"<p>a < b<a class="x" href="/en?a=1&#38;b=2>#c" hidden>c</a><br>"#;
    let found: Vec<&str> = tags(html).collect();
    assert_eq!(found, ["p", r#"a class="x" href="/en?a=1&#38;b=2>#c" hidden"#, "br"]);
    assert_eq!(attributes(found[1]), [("class", "x"), ("href", "/en?a=1&#38;b=2>#c"), ("hidden", "")]);
    assert_eq!(attributes("img onerror=alert(1) src=x").len(), 4);
}
