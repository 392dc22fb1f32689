//! Texts: in the reader's language, or in another one, which the page says.

use register::entry::Entry;
use register::kind::{Field, Form, Kind};
use register::text::{Shown, TextState, Texts};
use store::views::Title;
use words::Language;

/// A few words in some language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) text: String,
    /// The language they are in, where it is another than the page's; empty where nobody has said it.
    pub(crate) lang: Option<String>,
    /// Whether a program translated them and nobody has read them.
    pub(crate) machine: bool,
}

impl Words {
    pub(crate) fn of(shown: Shown<'_>, lang: Language) -> Self {
        Words {
            text: shown.text.to_owned(),
            lang: (shown.lang != lang.code()).then(|| tag(shown.lang)),
            machine: shown.state == TextState::Machine,
        }
    }

    /// Words in the language of the page, or in none.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Words { text: text.into(), lang: None, machine: false }
    }

    /// Words as somebody wrote them in a line without language: a reason, a name, a source.
    pub(crate) fn as_written(text: impl Into<String>) -> Self {
        Words { text: text.into(), lang: Some(String::new()), machine: false }
    }
}

/// The `lang` of a text on a page; for Chinese it names the script.
fn tag(lang: &str) -> String {
    if lang == "zh" { "zh-Hans".to_owned() } else { lang.to_owned() }
}

/// What an entry is called: its title, or the beginning of its text, or its key.
pub(crate) fn title(entry: &Entry, lang: Language) -> Words {
    let Some(title) = store::views::title(entry, lang.code()) else {
        return Words::as_written(name(entry).unwrap_or(entry.address.key()));
    };
    titled(entry.kind(), &title, lang)
}

/// What an entry is called, of which only that is known; without words of its own, it is called by its answer.
pub(crate) fn titled(kind: &Kind, title: &Title, lang: Language) -> Words {
    let is_answer =
        |field: &Field| matches!(field.form, Form::Choice(known) if known.contains(&title.text.as_str()));
    if kind.field("answer").is_some_and(is_answer) {
        return Words::plain(words::word(lang, &title.text));
    }
    let other = (title.lang != lang.code()).then(|| tag(&title.lang));
    Words { text: shortened(&title.text), lang: other, machine: title.machine }
}

/// At most some 160 characters, cut between words where there are any.
fn shortened(text: &str) -> String {
    const MOST: usize = 160;
    let line = text.split('\n').next().unwrap_or_default();
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(MOST).collect();
    let end = cut.rfind(' ').filter(|end| *end > MOST / 2).unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// One language of a text.
#[derive(Debug)]
pub(crate) struct LanguageOfText {
    pub(crate) tag: String,
    /// The name of the language, in the language of the page.
    pub(crate) name: String,
    pub(crate) state: String,
    /// Another language was changed after this one.
    pub(crate) behind: bool,
    pub(crate) paragraphs: Vec<String>,
}

/// A text in all its languages, the reader's first.
#[derive(Debug)]
pub(crate) struct Prose {
    pub(crate) label: String,
    pub(crate) field: &'static str,
    /// Whether the first language is another than the page's.
    pub(crate) foreign: bool,
    pub(crate) versions: Vec<LanguageOfText>,
}

/// A text field of an entry; `None` when nothing is written in it.
pub(crate) fn prose(entry: &Entry, field: &'static Field, lang: Language) -> Option<Prose> {
    let texts = entry.texts(field.name)?;
    let first = register::text::show(texts, lang.code())?.lang;
    let others = texts.keys().map(String::as_str).filter(|code| *code != first);
    let versions = std::iter::once(first).chain(others);
    Some(Prose {
        label: words::field(lang, entry.kind(), field),
        field: field.name,
        foreign: first != lang.code(),
        versions: versions.map(|code| version(texts, code, lang)).collect(),
    })
}

fn version(texts: &Texts, code: &str, lang: Language) -> LanguageOfText {
    let version = &texts[code];
    LanguageOfText {
        tag: tag(code),
        name: words::language(lang, code),
        state: words::text_state(lang, version.state),
        behind: version.behind,
        paragraphs: version
            .text
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect(),
    }
}

/// Names of people stand in one line without language.
fn name(entry: &Entry) -> Option<&str> {
    ["name", "number", "file_name"].into_iter().find_map(|field| {
        let field = entry.kind().field(field).filter(|field| field.form == Form::Line)?;
        entry.plain(field.name)
    })
}
