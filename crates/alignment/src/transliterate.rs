//! Names in Latin letters, so that one name in Chinese, Russian and English can be compared.
//!
//! Chinese by pinyin without tones, Russian by the table of passports (ICAO Doc 9303, without signs). Both are spellings and
//! no translations: 武汉大学 becomes `wuhan daxue`, and meets `Wuhan University` in its first word.

use pinyin::ToPinyin as _;
use unicode_normalization::UnicodeNormalization as _;

/// A text in small Latin letters and digits, with single blanks between words; Chinese syllables follow each other
/// without a blank.
pub fn transliterated(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if let Some(syllable) = c.to_pinyin() {
            out.push_str(syllable.plain());
        } else if let Some(letters) = russian(c) {
            out.push_str(letters);
        } else if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if let Some(letter) = unaccented(c) {
            out.push(letter);
        } else if !matches!(c, '\'' | '’' | 'ъ' | 'ь' | '\u{300}'..='\u{36f}') && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out.trim_start().to_owned()
}

fn russian(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

/// The letter under an accent.
fn unaccented(c: char) -> Option<char> {
    let first = std::iter::once(c).nfd().next()?;
    first.is_ascii_alphanumeric().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_in_latin_letters() {
        assert_eq!(transliterated("武汉大学"), "wuhandaxue");
        assert_eq!(
            transliterated("Саратовский объединённый университет"),
            "saratovskii obedinennii universitet"
        );
        assert_eq!(transliterated("  Åland «Co.» 5"), "aland co 5");
    }
}
