//! Texts that look like those of a register, in three languages, drawn from a seed.
//!
//! As in real texts a few words are everywhere and most are rare: the first word of the vocabulary stands in most
//! texts, the thousandth in one of fifty.

use std::collections::BTreeMap;

use register::text::TextState;
use register::value::Input;

const N_WORDS: usize = 5_000;

const HAN: [&str; 72] = [
    "合", "作", "铁", "路", "教", "育", "地", "方", "建", "设", "投", "资", "贸", "易", "科", "技", "农",
    "业", "旅", "游", "文", "化", "体", "青", "年", "学", "生", "交", "流", "城", "市", "区", "省", "州",
    "江", "河", "港", "口", "物", "运", "输", "能", "源", "环", "保", "医", "药", "机", "械", "电", "子",
    "汽", "车", "木", "材", "食", "品", "展", "览", "论", "坛", "企", "商", "会", "协", "议", "项", "目",
    "计", "划", "发", "行",
];
const LATIN: [&str; 24] = [
    "rail", "trade", "port", "farm", "study", "craft", "wood", "fair", "river", "bank", "works", "town",
    "yard", "line", "field", "house", "bridge", "mill", "light", "stone", "ship", "school", "market",
    "plant",
];
const CYRILLIC: [&str; 24] = [
    "дорог",
    "торг",
    "порт",
    "пол",
    "уч",
    "ремесл",
    "лес",
    "ярмар",
    "реч",
    "бан",
    "завод",
    "город",
    "двор",
    "лин",
    "строй",
    "дом",
    "мост",
    "мельн",
    "свет",
    "кам",
    "суд",
    "школ",
    "рын",
    "цех",
];
const ENDINGS: [&str; 6] = ["ный", "ного", "ному", "ство", "ства", "ству"];

/// Numbers that look drawn, always the same for a seed (SplitMix64).
#[derive(Clone, Copy)]
pub struct Draw(pub u64);

impl Draw {
    /// From 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Below `n`; the greater the power, the more often a small one.
    pub fn below(&mut self, n: usize, power: i32) -> usize {
        (self.unit().powi(power) * n as f64) as usize
    }
}

/// A Chinese word of two characters.
pub fn chinese(word: usize) -> String {
    [HAN[word % HAN.len()], HAN[(word / HAN.len() + word + 1) % HAN.len()]].concat()
}

fn english(word: usize) -> String {
    [LATIN[word % 24], LATIN[word / 24 % 24], if word >= 576 { LATIN[word / 576] } else { "" }].concat()
}

fn russian(word: usize, ending: usize) -> String {
    let last = if word >= 576 { CYRILLIC[word / 576] } else { "" };
    [CYRILLIC[word % 24], CYRILLIC[word / 24 % 24], last, ENDINGS[ending]].concat()
}

/// About so many characters in each of three languages.
pub fn texts(draw: &mut Draw, n_characters: usize) -> Input {
    let mut written = BTreeMap::new();
    for (lang, blank) in [("en", " "), ("zh", ""), ("ru", " ")] {
        let mut text = String::new();
        let mut n = 0;
        while n < n_characters {
            let word = draw.below(N_WORDS, 2);
            let word = match lang {
                "en" => english(word),
                "zh" => chinese(word),
                _ => russian(word, draw.below(ENDINGS.len(), 1)),
            };
            n += word.chars().count() + blank.len();
            text.push_str(&word);
            text.push_str(blank);
        }
        written.insert(lang.to_owned(), (text.trim_end().to_owned(), TextState::Draft));
    }
    Input::Texts(written)
}
