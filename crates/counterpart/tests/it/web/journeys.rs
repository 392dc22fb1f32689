//! What a reader of the public comes for, on a phone and at a desk, in three languages, with scripts and without.

use testbed::{Browser, Setup};

use super::script::encoded;
use super::site::Site;

/// What the words of one way through the site are in a language.
struct Words {
    lang: &'static str,
    tag: &'static str,
    menu: &'static str,
    recommendation: &'static str,
    project: &'static str,
    result: &'static str,
    confirmed: &'static str,
    state: &'static str,
    agreed: &'static str,
    filter: &'static str,
}

const WORDS: [Words; 3] = [
    Words {
        lang: "en",
        tag: "en",
        menu: "Recommendations",
        recommendation: "Exercise: Common grades for larch and a panel line at Qiaochuan",
        project: "Exercise: Graded larch for a panel line at Qiaochuan",
        result: "Exercise: Sawn timber from Severoluchye: 49,000 cubic metres after 27,000",
        confirmed: "confirmed",
        state: "State",
        agreed: "agreed",
        filter: "Show",
    },
    Words {
        lang: "zh",
        tag: "zh-Hans",
        menu: "建议",
        recommendation: "演练：落叶松共同分级与峤川板材示范线",
        project: "演练：分级落叶松与峤川板材线",
        result: "演练：自北卢奇进口锯材由二万七千立方米增至四万九千立方米",
        confirmed: "已确认",
        state: "状态",
        agreed: "同意",
        filter: "显示",
    },
    Words {
        lang: "ru",
        tag: "ru",
        menu: "Предложения",
        recommendation: "Учения: Общие сорта лиственницы и линия плит в Цяочуани",
        project: "Учения: Сортированная лиственница для линии плит в Цяочуани",
        result: "Учения: Пиломатериалы из Северолучья: 49 тысяч кубометров после 27 тысяч",
        confirmed: "подтверждён",
        state: "Состояние",
        agreed: "согласовано",
        filter: "Показать",
    },
];

#[test]
fn a_reader_finds_in_three_clicks_what_became_of_a_recommendation() {
    for setup in [Setup::phone(), Setup::desk()] {
        find_out(&Browser::start(setup));
    }
}

#[test]
fn the_same_without_scripts() {
    for setup in [Setup::phone(), Setup::desk()] {
        find_out(&Browser::start(setup.without_javascript()));
    }
}

fn find_out(browser: &Browser) {
    let site = Site::exercise();
    for words in &WORDS {
        browser.open(&site.at(&format!("/{}", words.lang)));
        assert_eq!(browser.lang(), words.tag);
        browser.click(words.menu);
        browser.click(words.recommendation);
        let seen = browser.text();
        let thread =
            seen.find(words.project).and_then(|at| seen[at..].find(words.result).map(|after| at + after));
        let result = &seen[thread.unwrap_or_else(|| panic!("no project with its result in:\n{seen}"))..];
        let line: String = result.chars().take(words.result.chars().count() + 60).collect();
        assert!(line.contains(words.confirmed), "{line}");
        browser.click(words.project);
        assert_eq!(browser.url(), site.at(&format!("/{}/project/P-201", words.lang)));
        assert!(browser.text().contains(words.result));
    }
}

#[test]
fn the_language_switch_keeps_the_place() {
    let site = Site::exercise();
    let browser = Browser::start(Setup::phone());
    let question = format!("/recommendations?state=agreed&words={}", encoded("лиственница"));
    for place in ["", "/recommendation/R-201", "/project/P-201/history", &question] {
        browser.open(&site.at(&format!("/en{place}")));
        for (name, lang) in [("中文", "zh"), ("Русский", "ru"), ("English", "en")] {
            browser.click(name);
            assert_eq!(browser.url(), site.at(&format!("/{lang}{place}")));
        }
    }
}

#[test]
fn a_filter_finds_with_and_without_scripts() {
    let site = Site::exercise();
    for setup in [Setup::phone(), Setup::desk(), Setup::desk().without_javascript()] {
        let browser = Browser::start(setup);
        for words in &WORDS {
            browser.open(&site.at(&format!("/{}/recommendations", words.lang)));
            let all = rows(&browser);
            browser.choose(words.state, words.agreed);
            browser.click(words.filter);
            wait_for(&browser, "state=agreed");
            let found = rows(&browser);
            assert!(!found.is_empty() && found.len() < all.len(), "{} of {}", found.len(), all.len());
            assert!(found.iter().all(|row| row.ends_with(words.agreed)), "{found:?}");
            assert!(found.iter().any(|row| row.starts_with(words.recommendation)), "{found:?}");
        }
    }
}

/// A tap opens its page a moment later.
fn wait_for(browser: &Browser, question: &str) {
    let start = std::time::Instant::now();
    while !browser.url().contains(question) {
        assert!(start.elapsed().as_secs() < 5, "no {question} in {}", browser.url());
    }
}

/// The rows of the table of the page, as words.
fn rows(browser: &Browser) -> Vec<String> {
    let script = "return [...document.querySelectorAll('tbody tr')].map(row => row.textContent.trim().replace(/\\s+/g, ' '))";
    let rows = browser.evaluate(script);
    rows.as_array().into_iter().flatten().map(|row| row.as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_table_sorts_by_a_click() {
    let site = Site::exercise();
    let browser = Browser::start(Setup::desk());
    for (lang, population) in [("en", "Population"), ("zh", "人口"), ("ru", "Население")] {
        browser.open(&site.at(&format!("/{lang}/members")));
        for is_sorted in [|pair: &[i64]| pair[0] <= pair[1], |pair: &[i64]| pair[0] >= pair[1]] {
            browser.click(population);
            let numbers = column(&browser, population);
            assert!(numbers.len() > 3 && numbers.windows(2).all(is_sorted), "{numbers:?}");
        }
        let said = browser.evaluate(
            "return [...document.querySelectorAll('th[aria-sort]')].map(heading => heading.ariaSort)",
        );
        assert_eq!(said, serde_json::json!(["descending"]));
    }
    // A list of several pages is sorted as a whole, by the server.
    browser.open(&site.at("/en/recommendations"));
    browser.click("Recommendation");
    assert!(browser.url().ends_with("sort=made"), "{}", browser.url());
    browser.click("Recommendation");
    assert!(browser.url().ends_with("sort=-made"), "{}", browser.url());
}

/// The numbers of a column of the first table.
fn column(browser: &Browser, heading: &str) -> Vec<i64> {
    let script = format!(
        "const table = document.querySelector('table');
        const column = [...table.tHead.rows[0].cells].findIndex(cell => cell.textContent.trim() === '{heading}');
        return [...table.tBodies[0].rows].map(row => Number(row.cells[column].textContent.replace(/\\D/g, '')));"
    );
    let numbers = browser.evaluate(&script);
    numbers.as_array().into_iter().flatten().filter_map(serde_json::Value::as_i64).collect()
}

#[test]
fn search_finds_words_inside_chinese_sentences_and_inflected_russian_ones() {
    let site = Site::exercise();
    for setup in [Setup::phone(), Setup::desk().without_javascript()] {
        let browser = Browser::start(setup);
        // 峤川 stands inside 与峤川板材; лиственницами stands nowhere, лиственницы does.
        for (lang, field, words) in
            [("zh", "词语", "峤川"), ("ru", "Слова", "лиственницами"), ("en", "Words", "larches")]
        {
            browser.open(&site.at(&format!("/{lang}/search")));
            browser.fill(field, &format!("{words}\n"));
            let title =
                WORDS.iter().find(|known| known.lang == lang).expect("three languages").recommendation;
            browser.wait_to_see(title);
            browser.click(title);
            browser.wait_for(&site.at(&format!("/{lang}/recommendation/R-201")));
        }
    }
}

/// An opinion that its authors wrote in Chinese only.
const CHINESE: (&str, &str) = ("/opinion/OP-A-227", "四十种方案已由我方铁路部门审定。");

#[test]
fn a_text_in_another_language_is_marked_and_said() {
    let site = Site::exercise();
    let browser = Browser::start(Setup::phone());
    for (lang, said) in
        [("en", "shown in another language: Chinese"), ("ru", "показан на другом языке: китайский")]
    {
        let (place, words) = CHINESE;
        browser.open(&site.at(&format!("/{lang}{place}")));
        assert_eq!(browser.lang_of(words), "zh-Hans");
        assert!(browser.text().contains(said), "{}", browser.text());
        browser.open(&site.at(&format!("/{lang}/opinions?naming=recommendation/R-227")));
        assert_eq!(browser.lang_of(words), "zh-Hans");
        let mark = browser.evaluate("return document.querySelector('main tbody .mark').textContent");
        assert_eq!(mark, if lang == "en" { "(Chinese)" } else { "(китайский)" });
    }
    browser.open(&site.at(&format!("/zh{}", CHINESE.0)));
    assert_eq!(browser.evaluate("return document.querySelectorAll('main .mark').length"), 0);
}
