//! Plain text: paragraphs by blank lines where there are some, else by lines.

use std::path::Path;

use alignment::Block;

use crate::error::Error;

pub(crate) fn blocks(path: &Path, bytes: &[u8]) -> Result<Vec<Block>, Error> {
    let text = spreadsheets::decoded(bytes).ok_or_else(|| Error::Encoding { path: path.to_owned() })?;
    Ok(paragraphs(&text.replace("\r\n", "\n").replace('\r', "\n"), None))
}

/// The paragraphs of a text. Lines are joined where they were broken to fit a width, which shows in blank lines between
/// paragraphs and in lines that end inside a sentence.
pub(crate) fn paragraphs(text: &str, page: Option<usize>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for part in text.split("\n\n") {
        let widest = part.lines().map(width).max().unwrap_or(0);
        let mut open = false;
        for line in part.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()) {
            match blocks.last_mut() {
                Some(block) if open && !is_indented(line) => join(&mut block.text, line.trim()),
                _ => blocks.push(Block { text: line.trim().to_owned(), page, heading: false }),
            }
            // A full line without an end goes on below.
            open = !ends_sentence(line) && 4 * width(line) >= 3 * widest && widest >= 40;
        }
    }
    blocks
}

fn is_indented(line: &str) -> bool {
    line.starts_with("　　") || line.starts_with('\t')
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end().ends_with(['.', '。', '!', '！', '?', '？', ';', '；', ':', '：'])
}

/// Columns that a line takes.
fn width(line: &str) -> usize {
    line.trim().chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

/// Puts a line behind another: no blank between Chinese characters, none where a word was parted.
fn join(text: &mut String, line: &str) {
    let last = text.chars().next_back();
    let is_chinese = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
    if last == Some('\u{ad}') || (last == Some('-') && line.starts_with(char::is_lowercase)) {
        text.pop();
    } else if !(is_chinese(last) && is_chinese(line.chars().next())) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Bytes that no text has, unless a mark of Unicode says that it is one.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let is_marked = encoding_rs::Encoding::for_bom(bytes).is_some();
    !is_marked && bytes.iter().any(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text, None).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn lines_that_were_broken_are_joined() {
        let text = "The region builds a hub at the station where con-\ntainers pass from train to barge in less than\n\
                    eight hours.\nThe next paragraph of the plan stands here.";
        let found = texts(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("where containers pass") && found[0].ends_with("eight hours."));
        let chinese = "以禾港市铁水联运枢纽为中心，发展面向内陆伙伴地区的定期集装箱班列和江铁联\n运航线。";
        assert_eq!(texts(chinese), [chinese.replace('\n', "")]);
    }

    #[test]
    fn short_lines_stay_apart() {
        assert_eq!(
            texts("一、形势与定位\n岚禾省地处琅江中游。\n二、交通"),
            ["一、形势与定位", "岚禾省地处琅江中游。", "二、交通"]
        );
    }
}
