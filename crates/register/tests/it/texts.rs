//! One text in several languages, each with its state.

use register::text::TextState;

use crate::desk::Desk;

/// A desk with a project of both sides, its title in English.
fn project() -> Desk {
    let mut desk = Desk::new();
    desk.does("sec-a", "create project/P-1 | title.en=Port | parties=A-1;B-1 | fields=trade");
    desk
}

/// State of a language of a title, with `!` when it is behind; `-` when it is missing.
fn title(desk: &Desk, of: &str, lang: &str) -> String {
    let version = desk.entry(of).texts("title").and_then(|texts| texts.get(lang));
    version.map_or("-".into(), |it| format!("{}{}", it.state.code(), if it.behind { "!" } else { "" }))
}

#[test]
fn changing_one_language_sets_the_others_behind() {
    let mut desk = project();
    desk.does("sec-a", "amend project/P-1 | title.en=Port | title.zh=港口 | title.ru=Порт");
    desk.does("sec-b", "amend project/P-1 | title.ru=Речной порт");
    assert_eq!(
        ["en", "zh", "ru"].map(|lang| title(&desk, "project/P-1", lang)),
        ["draft!", "draft!", "draft"]
    );
    desk.does("sec-a", "amend project/P-1 | title.en=River port");
    desk.does("reviewer-a", "review project/P-1 | text: title.zh");
    assert_eq!(title(&desk, "project/P-1", "zh"), "reviewed", "who has read it says that it is up to date");
}

#[test]
fn machine_text_says_so_until_somebody_has_read_it() {
    let mut desk = project();
    desk.does("sec-a", "translate project/P-1 | title.zh=machine:港口");
    assert_eq!(title(&desk, "project/P-1", "zh"), "machine");
    let shown = desk.entry("project/P-1").text("title", "zh").unwrap();
    assert_eq!((shown.text, shown.state), ("港口", TextState::Machine));
    desk.does("reviewer-a", "review project/P-1 | text: title.zh");
    assert_eq!(title(&desk, "project/P-1", "zh"), "reviewed");
}

#[test]
fn a_text_is_reviewed_by_a_reviewer_of_its_language() {
    let mut desk = project();
    desk.does("sec-a", "translate project/P-1 | title.zh=港口 | title.ru=Порт");
    for (user, field) in [
        ("reviewer-a", "title.ru"),
        ("reviewer-b", "title.zh"),
        ("sec-a", "title.zh"),
        ("admin-a", "title.zh"),
    ] {
        assert_eq!(desk.refuses(user, &format!("review project/P-1 | text: {field}")), "refused", "{user}");
    }
    desk.does("reviewer-b", "review project/P-1 | text: title.ru");
    assert_eq!(desk.refuses("reviewer-a", "review project/P-1 | text: text.zh"), "no-text");
    desk.does("sec-a", "create commitment/C-1 | title.zh=清单 | due=2026");
    desk.does("reviewer-a", "review commitment/C-1 | text: title.zh");
    desk.does("sec-b", "create commitment/C-2 | title.zh=清单 | due=2026");
    assert_eq!(
        desk.refuses("reviewer-a", "review commitment/C-2 | text: title.zh"),
        "refused",
        "of the other side"
    );
}

#[test]
fn what_was_reviewed_is_not_replaced_by_a_translation() {
    let mut desk = project();
    desk.does("sec-a", "translate project/P-1 | title.zh=港口");
    desk.does("sec-b", "translate project/P-1 | title.zh=河港");
    desk.does("reviewer-a", "review project/P-1 | text: title.zh");
    assert_eq!(desk.refuses("sec-b", "translate project/P-1 | title.zh=海港"), "text-locked");
    assert_eq!(desk.refuses("sec-b", "translate project/P-1 | title.zh="), "text-locked");
    desk.does("sec-b", "amend project/P-1 | title.zh=海港");
    assert_eq!(title(&desk, "project/P-1", "zh"), "draft", "new words have been read by nobody");
}

#[test]
fn a_locked_entry_takes_languages_and_gives_none_up() {
    let mut desk = project();
    desk.does("sec-a", "translate project/P-1 | title.fr=machine:Port");
    desk.all_do(&[("chair-a", "agree project/P-1"), ("chair-b", "agree project/P-1")]);
    assert_eq!(desk.refuses("sec-b", "amend project/P-1 | title.zh=港口"), "locked");
    desk.does("sec-b", "translate project/P-1 | title.zh=港口 | title.fr=Le port");
    assert_eq!(desk.state("project/P-1"), "agreed");
    for line in ["title.en=Another port", "title.en=", "title.zh=海港", "title.fr=Un port"] {
        let refused = desk.refuses("sec-a", &format!("translate project/P-1 | {line}"));
        assert_eq!(refused, "text-locked", "{line}: it is what was agreed");
    }
    assert_eq!(desk.refuses("sec-b", "translate project/P-1 | amount=5"), "bad-language");
    assert_eq!(desk.refuses("analyst-a", "translate project/P-1 | title.ru=Порт"), "refused");
}

#[test]
fn only_signed_words_are_authentic() {
    let mut desk = Desk::new();
    let authentic = "authenticate instrument/INS-1 | text: title.zh";
    desk.all_do(&[
        ("sec-a", "create instrument/INS-1 | type=protocol | title.en=Protocol | title.zh=议定书 | parties=region/A-1;region/B-1"),
        ("sec-a", "negotiate instrument/INS-1"),
        ("sec-a", "clear instrument/INS-1"),
        ("sec-b", "clear instrument/INS-1"),
    ]);
    assert_eq!(desk.refuses("sec-a", authentic), "not-signed");
    desk.does("chair-a", "sign instrument/INS-1 | signed_on=2026-05-14");
    assert_eq!(desk.refuses("sec-a", authentic), "not-signed", "by both");
    desk.does("chair-b", "sign instrument/INS-1");
    assert_eq!(desk.cell("instrument/INS-1", "signed_on"), "2026-05-14");
    assert_eq!(desk.refuses("reviewer-a", authentic), "refused");
    desk.does("sec-a", authentic);
    assert_eq!(title(&desk, "instrument/INS-1", "zh"), "authentic");
    desk.does("reviewer-a", "review instrument/INS-1 | text: title.zh");
    assert_eq!(title(&desk, "instrument/INS-1", "zh"), "authentic", "a review takes nothing away");
    assert_eq!(desk.refuses("sec-b", "translate instrument/INS-1 | title.zh=协议"), "text-locked");
    desk.does("sec-a", "create decision/D-1 | title.en=x | text.en=x | level=mechanism");
    assert_eq!(desk.refuses("sec-a", "authenticate decision/D-1 | text: title.en"), "not-signed");
}

#[test]
fn a_text_says_in_which_language_it_is_shown() {
    let mut desk = project();
    desk.does("sec-a", "translate project/P-1 | title.ru=Порт");
    let entry = desk.entry("project/P-1");
    let shown = |lang: &str| entry.text("title", lang).map(|shown| (shown.text, shown.lang)).unwrap();
    assert_eq!(shown("ru"), ("Порт", "ru"));
    assert_eq!(shown("zh"), ("Port", "en"));
}
