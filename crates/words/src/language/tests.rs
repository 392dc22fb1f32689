use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use register::reminder::Step;

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the crate") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found
}

/// Keys of one language with the arguments their text uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&root().join("locales").join(language.code()), ".ftl") {
        let mut key = String::new();
        for line in fs::read_to_string(&file).expect("a file of texts").lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_lowercase());
            if let (true, Some((name, _))) = (begins, line.split_once(" = ")) {
                key = name.to_owned();
                assert!(
                    messages.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} stands twice in {language:?}"
                );
            }
            if line.starts_with('#') {
                continue;
            }
            for part in line.split('$').skip(1) {
                let name: String =
                    part.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                messages.entry(key.clone()).or_default().insert(name);
            }
        }
    }
    messages
}

#[test]
fn the_three_languages_have_the_same_keys() {
    let keys = |language| messages(language).into_keys().collect::<Vec<_>>();
    assert!(!keys(Language::En).is_empty());
    assert_eq!(keys(Language::En), keys(Language::Zh));
    assert_eq!(keys(Language::En), keys(Language::Ru));
}

#[test]
fn no_language_uses_an_argument_that_english_is_not_given() {
    let english = messages(Language::En);
    for language in [Language::Zh, Language::Ru] {
        for (key, arguments) in messages(language) {
            assert!(arguments.is_subset(&english[&key]), "{key} in {language:?}: {arguments:?}");
        }
    }
}

#[test]
fn every_text_is_translated() {
    // The same in every language: names of papers, of a checksum, of an argument alone.
    let same = |key: &str| {
        [
            "source-",
            "term-other",
            "dropped-other",
            "asked-sha256",
            "number-none",
            "list-separator",
            "table-dropped-part",
            "fit-prior-mixture",
        ]
        .iter()
        .any(|start| key.starts_with(start))
    };
    let in_script = |language: Language, text: &str| match language {
        Language::En => {
            text.is_ascii() || !text.chars().any(|c| matches!(c, 'а'..='я' | '\u{4e00}'..='\u{9fff}'))
        }
        Language::Zh => text.chars().any(|c| matches!(c, '\u{4e00}'..='\u{9fff}')),
        Language::Ru => text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я')),
    };
    let symbols = |text: &str| !text.chars().any(|c| c.is_alphabetic() && !"m".contains(c));
    for language in Language::ALL {
        for key in messages(language).into_keys().filter(|key| !same(key)) {
            let text = plain_text(language, &key);
            assert!(in_script(language, &text) || symbols(&text), "{key} in {language:?}: {text}");
        }
    }
}

/// The text as it stands in the file, without the names of its arguments.
fn plain_text(language: Language, key: &str) -> String {
    let mut text = String::new();
    for file in files(&root().join("locales").join(language.code()), ".ftl") {
        let content = fs::read_to_string(&file).expect("a file of texts");
        let mut inside = false;
        for line in content.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                inside = line.split_once(" = ").is_some_and(|(name, _)| name == key);
            }
            if inside {
                text.push_str(
                    line.split_once(" = ").filter(|(name, _)| *name == key).map_or(line, |(_, text)| text),
                );
            }
        }
    }
    let mut plain = String::new();
    let mut depth = 0;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            // Inside brackets stand arguments and, in plural forms, text: its script is what is asked for.
            c if depth == 0 || !c.is_ascii() => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// Code and templates of the crates that talk to people.
fn sources() -> Vec<PathBuf> {
    let crates = ["counterpart", "web", "sheets", "words"].map(|name| root().with_file_name(name));
    let code = crates.iter().flat_map(|path| files(&path.join("src"), ".rs"));
    let templates = crates[..2].iter().flat_map(|path| files(&path.join("templates"), ".html"));
    code.chain(templates).filter(|path| !path.ends_with("tests.rs")).collect()
}

/// Keys written in code and templates: arguments of `say` and `tell`, and the literals that a `match` picks from.
fn literals() -> BTreeSet<String> {
    let mut literals = BTreeSet::new();
    for source in sources() {
        let text = fs::read_to_string(source).expect("a source file");
        literals.extend(text.split('"').map(str::to_owned));
    }
    literals
}

#[test]
fn every_key_is_used() {
    let mut used = literals();
    // Texts for the names in the register's tables, whose keys stand nowhere in code.
    used.extend(crate::tests::keys());
    let mail = |step: Step| format!("mail-{}", step.code().replace('_', "-"));
    used.extend(Step::ALL.into_iter().flat_map(|step| [mail(step), mail(step) + "-subject"]));
    let unused: Vec<String> = messages(Language::En).into_keys().filter(|key| !used.contains(key)).collect();
    assert!(unused.is_empty(), "not used: {unused:?}");
}

#[test]
fn every_used_key_exists() {
    let keys = messages(Language::En);
    let mut n_used = 0;
    for source in sources() {
        let text = fs::read_to_string(&source).expect("a source file");
        for call in ["say(\"", "tell(\"", "tell(\n"] {
            for part in text.split(call).skip(1) {
                let key = part.trim_start().trim_start_matches('"').split('"').next().unwrap_or_default();
                // `say` is also the name of a function that prints a sentence of an error.
                if call == "say(\"" && key.contains(' ') {
                    continue;
                }
                if key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
                    assert!(keys.contains_key(key), "{key} in {}", source.display());
                    n_used += 1;
                }
            }
        }
    }
    assert!(n_used > 50, "{n_used}");
}

#[test]
fn numbers_are_written_as_the_language_does() {
    assert_eq!(Language::En.decimal(1234.5, 1), "1,234.5");
    assert_eq!(Language::Zh.decimal(1234.5, 1), "1,234.5");
    assert_eq!(Language::Ru.decimal(1234.5, 1), "1\u{a0}234,5");
    assert_eq!(Language::En.decimal(-0.001, 2), "0.00");
    assert_eq!(Language::En.decimal(-1.5, 1), "\u{2212}1.5");
    assert_eq!(Language::En.decimal(f64::NAN, 1), "–");
    assert_eq!(Language::En.flow_in_words(12_400_000.0), "12.4\u{a0}million");
    assert_eq!(Language::Zh.flow_in_words(12_400_000.0), "1,240万");
    assert_eq!(Language::Ru.flow_in_words(12_400_000.0), "12,4\u{a0}млн");
    assert_eq!(Language::En.axis(100_000.0), "100,000");
    assert_eq!(Language::En.axis(2e9), "2\u{a0}bn");
    assert_eq!(Language::Zh.axis(1e5), "10万");
    assert_eq!(Language::En.axis(0.002), "0.002");
    assert_eq!(Language::En.axis(0.1), "0.1");
    assert_eq!(Language::Ru.axis(0.000_01), "0,00001");
    assert_eq!(Language::Ru.percent(0.125, 1), "12,5\u{a0}%");
    assert_eq!(Language::En.probability(0.99999), "over 99.9%");
}

#[test]
fn counts_choose_their_plural_form() {
    let links = |language: Language, n: usize| language.tell("table-not-reported", &[("n", n.into())]);
    assert_eq!(links(Language::Ru, 1), "Сведений нет: 1 звено между сторонами");
    assert_eq!(links(Language::Ru, 3), "Сведений нет: 3 звена между сторонами");
    assert_eq!(links(Language::Ru, 1234), "Сведений нет: 1\u{a0}234 звена между сторонами");
    assert_eq!(links(Language::Ru, 11), "Сведений нет: 11 звеньев между сторонами");
    assert_eq!(links(Language::En, 1), "Not reported: one link between the sides");
}

#[test]
fn lists_end_as_the_language_does() {
    let items = ["A", "B", "C"].map(str::to_owned);
    assert_eq!(Language::En.list(&items), "A, B and C");
    assert_eq!(Language::Zh.list(&items), "A、B和C");
    assert_eq!(Language::Ru.list(&items), "A, B и C");
    assert_eq!(Language::En.list(&items[..1]), "A");
}

#[test]
fn chinese_sentences_use_full_width_punctuation() {
    for file in files(&root().join("locales/zh"), ".ftl") {
        for line in fs::read_to_string(&file).expect("a file of texts").lines() {
            let text: Vec<char> = line.chars().collect();
            for pair in text.windows(2) {
                let han = matches!(pair[0], '\u{4e00}'..='\u{9fff}');
                assert!(!(han && matches!(pair[1], ',' | ';' | ':' | '?' | '!' | '(' | '.')), "{line}");
            }
        }
    }
}
