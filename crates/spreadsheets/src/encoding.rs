//! Bytes of a text file as text.
//!
//! Unicode says what it is: by a mark at the start, or because other texts are hardly ever valid UTF-8. What is left
//! is what Excel writes as plain "CSV": the encoding of the author's Windows, Windows-1251 in Russia and GB 18030
//! in China. Both give every byte above 127 a meaning, so the text is read both ways and the more plausible way is
//! taken, if it is plausible at all: a wrong guess would be kept in silence.
//!
//! Russian is plausible by its words: letters of the Russian alphabet only, all small, all capital, or small after
//! one capital. Chinese bytes read as Russian give signs and capitals inside words.
//! Chinese is plausible by its characters: the 3755 common ones of GB 2312 (lead bytes B0 to D7) and its marks
//! (A1 to A3). Russian small letters read as Chinese give rare characters, and words of odd length swallow the
//! comma or space behind them, which is an error.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// Share of plausible letters below which a text is not believed to be one.
const PLAUSIBLE: f64 = 0.8;

/// The text, or `None` when its encoding is not recognised.
pub fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        debug_assert!([UTF_8, UTF_16LE, UTF_16BE].contains(&encoding));
        return encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark_bytes..])
            .map(Into::into);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (russian, chinese) = (russian(bytes), chinese(bytes));
    // a tie is a file of few words and is not guessed
    if russian > chinese && russian >= PLAUSIBLE {
        Some(WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned())
    } else if chinese > russian && chinese >= PLAUSIBLE {
        Some(GB18030.decode_without_bom_handling(bytes).0.into_owned())
    } else {
        None
    }
}

/// Share of the letters and signs above 127 that stand in plausible Russian words. One letter alone says nothing:
/// it may be the à of a French text.
fn russian(bytes: &[u8]) -> f64 {
    let (text, _) = WINDOWS_1251.decode_without_bom_handling(bytes);
    let (mut good, mut bad) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let n_foreign = word.chars().filter(|c| !c.is_ascii()).count();
        if n_foreign == 0 || (n_foreign == 1 && word.chars().count() == 1 && is_russian(word)) {
            continue;
        }
        if is_russian(word) && has_plain_case(word) {
            good += n_foreign;
        } else {
            bad += n_foreign;
        }
    }
    bad += text
        .chars()
        .filter(|c| !c.is_ascii() && !c.is_alphabetic() && !"№«»—–…“”„‘’°§\u{a0}".contains(*c))
        .count();
    share(good, bad)
}

/// Letters of the Russian alphabet; no word begins with a sign or ends with the hard sign.
fn is_russian(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'А'..='я' | 'Ё' | 'ё'))
        && !word.starts_with(['Ъ', 'Ы', 'Ь', 'ъ', 'ы', 'ь'])
        && !word.ends_with(['Ъ', 'ъ'])
}

/// All small, all capital, or small after one capital.
fn has_plain_case(word: &str) -> bool {
    let mut rest = word.chars();
    let first_is_capital = rest.next().is_some_and(char::is_uppercase);
    let n_capital = rest.clone().filter(|c| c.is_uppercase()).count();
    n_capital == 0 || (first_is_capital && n_capital == rest.count())
}

/// Share of common characters and marks among those of two bytes or more; 0 when the bytes are not GB 18030.
fn chinese(bytes: &[u8]) -> f64 {
    if GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_none() {
        return 0.0;
    }
    let (mut good, mut bad) = (0, 0);
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (0..=0x7f, _) => at += 1,
            (0xa1..=0xa3 | 0xb0..=0xd7, Some(0xa1..=0xfe)) => {
                good += 1;
                at += 2;
            }
            // a character of four bytes has a digit in second place
            (_, second) => {
                bad += 1;
                at += if second.is_some_and(u8::is_ascii_digit) { 4 } else { 2 };
            }
        }
    }
    share(good, bad)
}

fn share(good: usize, bad: usize) -> f64 {
    if good == 0 { 0.0 } else { good as f64 / (good + bad) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: [&str; 7] = [
        "Дата;Регион;Предложение\n14.05.2023;Хабаровский край;Создать «зелёный» коридор — №5, для СПГ\n",
        "Имя,Город\nАнна,Омск\n",
        "дата\n",
        "ДАТА,ГОРОД,РЕГИОН\n",
        "Наименование;Ответственный;Срок\nСоглашение;Минвостокразвития РФ;2024\n",
        "id;name\n1;Амурская область\n2;Еврейская автономная область\n3;ЕАО\n",
        "Город\nЧита\n",
    ];
    const CHINESE: [&str; 7] = [
        "日期,地区,建议\n2023-05-14,黑龙江省,建立“绿色”通道，促进边境贸易。\n",
        "姓名,城市\n王鑫,哈尔滨\n",
        "日期\n",
        "编号,名称,负责人\n1,中俄博览会,商务厅\n2,同江铁路大桥,交通厅\n",
        "省份\n吉林\n",
        "id,name\n1,内蒙古自治区\n2,黑河市\n",
        "项目,状态\nA-1,已完成\nB-2,进行中\n",
    ];

    #[test]
    fn russian_and_chinese_are_told_apart() {
        for text in RUSSIAN {
            assert_eq!(decoded(&WINDOWS_1251.encode(text).0).as_deref(), Some(text));
        }
        for text in CHINESE {
            assert_eq!(decoded(&GB18030.encode(text).0).as_deref(), Some(text));
        }
    }

    #[test]
    fn unicode_says_what_it_is() {
        for text in RUSSIAN.iter().chain(&CHINESE) {
            assert_eq!(decoded(text.as_bytes()).as_deref(), Some(*text));
            let utf8 = ["\u{feff}", text].concat();
            assert_eq!(decoded(utf8.as_bytes()).as_deref(), Some(*text));
            let units: Vec<u16> = utf8.encode_utf16().collect();
            let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(decoded(&little).as_deref(), Some(*text));
            assert_eq!(decoded(&big).as_deref(), Some(*text));
        }
    }

    #[test]
    fn other_encodings_are_not_guessed() {
        for text in ["Name,Ort\nMüller,Köln\n", "café,crème\n", "Señor,Málaga\n", "voilà; à la carte\n"]
        {
            let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
            assert_eq!(decoded(&bytes), None, "{text}");
        }
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("日付,都市\n2023,新潟の港\n");
        assert_eq!(decoded(&bytes), None);
        assert_eq!(decoded(b"\xff\xfe\x00\xd8"), None, "half a pair of UTF-16");
        let (bytes, _, _) = WINDOWS_1251.encode("ДАТА\n");
        assert_eq!(decoded(&bytes), None, "one word that is as good a Chinese one");
    }
}
