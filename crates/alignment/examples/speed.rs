//! How long comparing takes: twenty texts of a hundred pages, and ten thousand profiles.
//!
//! `cargo run --release -p alignment --example speed`. The texts are words of the scheme in an order drawn from a fixed
//! seed: more concepts a line than people write, so that what is measured is no less than what comes.

#![allow(clippy::print_stdout, reason = "an example prints what it measures")]

use std::time::Instant;

use alignment::overlap::{THRESHOLD, candidates};
use alignment::partners::{Known, Profile, partners};
use alignment::{Block, Language, Matcher, passages};

/// Letters of a page in Russian, and characters in Chinese.
const PAGE: [usize; 2] = [2000, 800];

fn main() {
    let start = Instant::now();
    let matcher = Matcher::builtin();
    println!("| what | seconds | peak MB |");
    println!("|---|---|---|");
    row("the scheme is read", start);
    texts(matcher);
    profiles(matcher);
}

fn texts(matcher: &Matcher) {
    let mut draw = Draw(1);
    let sides = [Language::Zh, Language::Ru].map(|language| {
        (0..10).map(|_| pages(matcher, language, 100, &mut draw)).collect::<Vec<Vec<Block>>>()
    });
    let start = Instant::now();
    let [a, b] = sides.map(|texts| {
        let passages = texts.iter().flat_map(|text| passages(text));
        passages.map(|passage| passage.text).collect::<Vec<String>>()
    });
    let found = candidates(matcher, &a, &b, THRESHOLD);
    let what =
        format!("20 texts of 100 pages, {} and {} passages, {} candidates", a.len(), b.len(), found.len());
    row(&what, start);
}

fn profiles(matcher: &Matcher) {
    let mut draw = Draw(2);
    let start = Instant::now();
    let profiles: Vec<Profile> = (0..10_000)
        .map(|k| {
            let language = Language::ALL[k % 3];
            Profile {
                meaning: matcher.read(&sentence(matcher, language, 12, &mut draw)),
                offers: k % 2 == 0,
                open: true,
                side: u8::from(k % 4 < 2),
                organisation: k / 3,
                fields: vec![format!("field/{}", draw.below(20))],
                languages: vec![language.code().to_owned()],
            }
        })
        .collect();
    row("10 000 profiles are read", start);
    let start = Instant::now();
    let n: usize = (0..50).map(|k| partners(&profiles, k * 97, 20, |_| Known::default()).len()).sum();
    row(&format!("partners of 50 profiles, {n} in all"), start);
}

fn pages(matcher: &Matcher, language: Language, n: usize, draw: &mut Draw) -> Vec<Block> {
    let letters = PAGE[usize::from(language == Language::Zh)];
    let mut blocks = Vec::new();
    for page in 1..=n {
        let mut left = letters;
        while left > 0 {
            let text: String = (0..5).map(|_| sentence(matcher, language, 8, draw)).collect();
            left = left.saturating_sub(text.chars().count());
            blocks.push(Block { text, page: Some(page), heading: false });
        }
    }
    blocks
}

/// Words of the scheme, with an end.
fn sentence(matcher: &Matcher, language: Language, n: usize, draw: &mut Draw) -> String {
    let concepts = matcher.scheme().concepts();
    let mut words = Vec::new();
    for _ in 0..n {
        let keywords = concepts[draw.below(concepts.len())].keywords(language);
        words.push(keywords[draw.below(keywords.len())].clone());
    }
    if language == Language::Zh { words.join("和") + "。" } else { words.join(" и ") + ". " }
}

/// Numbers that are the same in every run (Knuth's linear congruence).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }
}

fn row(what: &str, start: Instant) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib: Option<f64> = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok());
    let peak = kib.map_or("-".to_owned(), |kib| format!("{:.0}", kib / 1024.0));
    println!("| {what} | {:.3} | {peak} |", start.elapsed().as_secs_f64());
}
