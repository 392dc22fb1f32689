//! The same words find the same entries on both databases.

use std::collections::BTreeSet;

use register::search;
use store::Filter;

use crate::fixture::{A, B, Fixture, block_on, kind};

/// Texts as they stand in registers: language, text.
const CORPUS: [(&str, &str); 24] = [
    ("zh", "双方同意扩大地方合作，建设跨境铁路和公路桥。"),
    ("zh", "湖北省与萨拉托夫州签署了关于农业合作的备忘录"),
    ("zh", "长江中上游地区和伏尔加河沿岸联邦区"),
    ("zh", "人文交流：互派留学生、举办文化节、青年论坛"),
    ("zh", "合 作 项 目"),
    ("zh", "𠮷林省的代表团，〇号文件，第１２届理事会"),
    ("zh", "汽车零部件生产（ＡＢＣ公司）"),
    ("ru", "Стороны договорились о строительстве железнодорожных мостов и обмене студентами."),
    ("ru", "Учёный совет Саратовского университета принял решение о сотрудничестве"),
    ("ru", "Приволжский федеральный округ и регионы верхнего и среднего течения реки Янцзы"),
    ("ru", "Сельское хозяйство, переработка зерна; экспорт муки в провинцию Хубэй"),
    ("ru", "Ё-моё: ещё одна ёлка"),
    ("ru", "ЗАО «Мосты и дороги», ИНН 6450000000"),
    ("ru", "Молодёжный форум: культура, спорт, туризм"),
    ("en", "Railways and bridges between Kazan and Wuhan, agreed by both sides"),
    ("en", "The memorandum on agricultural cooperation was signed in Saratov in 2018"),
    ("en", "Student exchanges; universities' councils; youth-forum"),
    ("en", "Co-operation & trade | investment ! (see annex) <b>bold</b> 100% \"quoted\""),
    ("en", "Straße, naïve café, Zürich, Łódź, İstanbul"),
    ("en", "e-mail office@example.org, https://example.org/a?b=c#d"),
    ("en", "x² + y² = z², ½ of 3½, №5, ①②③, ﬁre ﬂow"),
    ("en", "emoji 🚂🌉 between 🇷🇺 and 🇨🇳"),
    ("en", "한국어 문장, ภาษาไทย, हिन्दी वाक्य, עברית, العربية, ქართული, Ελληνικά, ひらがな カタカナ"),
    ("en", "soft\u{ad}hyphen, zero\u{200b}width, combining e\u{301}, non\u{a0}breaking"),
];

/// What people type.
const QUERIES: &[&str] = &[
    // Chinese: words, single characters, across words, with blanks, in full width, rare characters.
    "合作",
    "铁路",
    "跨境",
    "地方合作",
    "境铁",
    "路",
    "双",
    "桥",
    "作",
    "湖北",
    "湖北省",
    "萨拉托夫",
    "备忘录",
    "农业合作",
    "长江",
    "伏尔加",
    "伏尔加河",
    "留学生",
    "学生",
    "青年 论坛",
    "合 作",
    "项目",
    "𠮷",
    "𠮷林",
    "〇号",
    "12届",
    "１２",
    "第",
    "ABC公司",
    "ＡＢＣ",
    "汽车，零部件",
    "没有",
    "合铁",
    "理事会 代表团",
    // Russian: inflected, ё, upper case, quotes.
    "железнодорожный мост",
    "мост",
    "МОСТЫ",
    "студент",
    "студенты",
    "обмен студентов",
    "ученый",
    "учёный",
    "сотрудничество",
    "саратовский университет",
    "река Янцзы",
    "регион",
    "хозяйство",
    "зерно",
    "мука",
    "хубэй",
    "еще",
    "ёлки",
    "елка",
    "«Мосты",
    "6450000000",
    "645",
    "молодежь",
    "молодёжный",
    "форумы",
    "автомобиль",
    // English: inflected, case, hyphens.
    "railway",
    "RAILWAYS",
    "bridge",
    "kazan wuhan",
    "wuhan kazan",
    "agree",
    "agreement",
    "memorandum",
    "signing",
    "2018",
    "20",
    "student exchange",
    "university",
    "youth forum",
    "youth-forum",
    "forum",
    "cooperation",
    "co-operation",
    "invest",
    "investment",
    // Accents, ligatures, numbers.
    "strasse",
    "straße",
    "naive",
    "naïve",
    "café",
    "cafe",
    "zürich",
    "łódź",
    "istanbul",
    "İstanbul",
    "x2",
    "x²",
    "1/2",
    "№5",
    "no5",
    "5",
    "①",
    "123",
    "fire",
    "ﬁre",
    "flow",
    "e\u{301}",
    "é",
    "softhyphen",
    "soft",
    "zerowidth",
    // Other scripts.
    "한국어",
    "문장",
    "ภาษาไทย",
    "ภาษา",
    "हिन्दी",
    "वाक्य",
    "ह",
    "עברית",
    "العربية",
    "ქართული",
    "ελληνικα",
    "Ελληνικά",
    "ひらがな",
    "カタカナ",
    "ｶﾀｶﾅ",
    // What looks like a language of queries, and is none.
    "\"a\" OR b*",
    "'",
    "''",
    "\"",
    "\"\"",
    "&|!",
    "a & b",
    "railway & bridge",
    "railway | tractor",
    "!railway",
    "railway NOT bridge",
    "NEAR(railway bridge)",
    "rail*",
    "*",
    "tokens:railway",
    "^railway",
    "-railway",
    "railway -bridge",
    "(railway",
    "railway)",
    "railway:*",
    "railway <-> bridge",
    "railway\\",
    "'; drop table search; --",
    "%",
    "_",
    "$1",
    "\"railway bridge\"",
    "{railway}",
    "railway\u{0}bridge",
    "office@example.org",
    "https://example.org/a?b=c#d",
    // Nothing at all.
    "",
    " ",
    "\t\n",
    "🚂",
    "🇷🇺",
    "…",
    "\u{feff}",
    "\u{200b}",
];

async fn filled(fixture: &Fixture) {
    for (n, (lang, text)) in CORPUS.iter().enumerate() {
        let text_in = format!("text.{lang}");
        // Every third is the other side's own.
        let who = if n % 3 == 2 { "sec-b" } else { "sec-a" };
        fixture.make(who, &format!("note/N-{n}"), &[(&text_in, text)]).await;
    }
    // A text in several languages, and one that was changed: its old words are gone.
    let title = [
        ("title.en", "Railway bridge"),
        ("title.zh", "铁路桥"),
        ("title.ru", "Мост"),
        ("parties", "CN-HB"),
        ("fields", "trade"),
    ];
    fixture.make("sec-a", "project/P-1", &title).await;
    fixture.amend("sec-a", "project/P-1", &[("title.en", "Tunnel"), ("title.ru", "Тоннели")]).await;
}

#[test]
fn both_databases_find_the_same() {
    block_on(async {
        let both = [Fixture::sqlite().await, Fixture::postgres().await];
        for fixture in &both {
            filled(fixture).await;
        }
        let mut found_by = BTreeSet::new();
        for query in QUERIES {
            let words = Filter { words: Some((*query).to_owned()), ..Filter::default() };
            for reader in [A, B] {
                let [sqlite, postgres] = &both;
                let found = sqlite.list(reader, &words).await;
                assert_eq!(found, postgres.list(reader, &words).await, "{query:?}");
                let n = sqlite.store.read().await.unwrap().count(reader, &words).await.unwrap();
                let m = postgres.store.read().await.unwrap().count(reader, &words).await.unwrap();
                assert_eq!((n, m), (found.len(), found.len()), "{query:?}");
                // And what the rules of the register say.
                if reader == A {
                    assert_eq!(notes(&found), expected(query), "{query:?}");
                    found_by.extend((n > 0).then_some(*query));
                }
            }
        }
        assert!(found_by.len() > 60, "only {} of the queries find anything", found_by.len());
    });
}

fn notes(found: &[String]) -> Vec<String> {
    found.iter().filter(|address| address.starts_with("note/")).cloned().collect()
}

/// The notes of side A that hold every token asked for.
fn expected(query: &str) -> Vec<String> {
    let wanted = search::query(query);
    let holds = |text: &str, key: &str| {
        let mut tokens = search::tokens(text);
        tokens.extend(search::tokens(key));
        wanted.iter().all(|wanted| match wanted.strip_suffix('*') {
            Some(beginning) => tokens.iter().any(|token| token.starts_with(beginning)),
            None => tokens.contains(wanted),
        })
    };
    let own = CORPUS.iter().enumerate().filter(|(n, _)| n % 3 != 2);
    let found = own.filter(|(n, (_, text))| !wanted.is_empty() && holds(text, &format!("N-{n}")));
    found.map(|(n, _)| format!("note/N-{n}")).collect()
}

crate::on_both!(old_words_are_not_found, a_text_without_end_can_be_kept);

async fn old_words_are_not_found(fixture: Fixture) {
    filled(&fixture).await;
    for (words, n) in [("tunnel", 1), ("тоннель", 1), ("铁路桥", 1), ("railway bridge", 0), ("мост", 0)]
    {
        let filter = Filter { words: Some(words.to_owned()), kind: kind("project"), ..Filter::default() };
        assert_eq!(fixture.list(A, &filter).await.len(), n, "{words}");
    }
}

/// One word of ten thousand letters, and ten thousand different words: people paste such things.
async fn a_text_without_end_can_be_kept(fixture: Fixture) {
    let word = "x".repeat(10_000);
    let words: Vec<String> = (0..10_000).map(|n| format!("w{n}")).collect();
    let text = format!("{word} {} 始{}", words.join(" "), "长".repeat(5_000));
    fixture.make("sec-a", "note/N-1", &[("text.en", &text)]).await;
    for words in ["w9999", "始长", "w1 w2 w3", &word] {
        let filter = Filter { words: Some(words.to_owned()), ..Filter::default() };
        assert_eq!(fixture.list(A, &filter).await, ["note/N-1"], "{}", &words[..4]);
    }
}
