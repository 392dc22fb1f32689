//! What was typed in a form that was sent after the login had ended: it goes along until it can be sent again.

use super::Sent;

/// Names of carried fields begin so, and no name of a field does.
const MARK: &str = "carried.";
const TO: &str = "carried-to";

/// A form that waits for a login.
#[derive(Debug, Clone, Default)]
pub(crate) struct Carried {
    /// Where it was sent to, a place of this site.
    pub(crate) to: String,
    pub(crate) fields: Sent,
}

impl Carried {
    /// What a form brings along for another one.
    pub(crate) fn of(form: &Sent) -> Self {
        let to = super::sent(form, TO);
        let carried =
            |(name, value): &(String, String)| Some((name.strip_prefix(MARK)?.to_owned(), value.clone()));
        Carried { to: safe(to), fields: form.iter().filter_map(carried).collect() }
    }

    /// As hidden fields.
    pub(crate) fn hidden(&self) -> Sent {
        let mut hidden = vec![(TO.to_owned(), self.to.clone())];
        hidden.extend(self.fields.iter().map(|(name, value)| (format!("{MARK}{name}"), value.clone())));
        hidden
    }
}

/// Only a place of this site: what is another's address leads to the front page.
pub(crate) fn safe(place: &str) -> String {
    let sound = place.starts_with('/')
        && !place.starts_with("//")
        && !place.contains('\\')
        && !place.contains(char::is_control);
    if sound { place.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_of_this_site_are_gone_to() {
        for bad in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "\t/",
        ] {
            assert_eq!(safe(bad), "", "{bad:?}");
        }
        assert_eq!(safe("/recommendation/R-1?x=1"), "/recommendation/R-1?x=1");
    }

    #[test]
    fn what_was_typed_comes_back() {
        let fields = vec![("title.zh".to_owned(), "铁路".to_owned())];
        let carried = Carried { to: "/new/recommendation".into(), fields: fields.clone() };
        let back = Carried::of(&carried.hidden());
        assert_eq!((back.to.as_str(), back.fields), ("/new/recommendation", fields));
    }
}
