//! The text of a formula as tokens with their places.

use std::ops::Range;

use super::Fault;

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Name of a column or function.
    Name(String),
    /// A name in backticks: never a function.
    Quoted(String),
    /// Something that begins with a digit.
    Number(String),
    /// One of `~ | + - * : ^ ( )`.
    Sign(char),
}

/// A token and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spanned {
    pub token: Token,
    pub span: Range<usize>,
}

impl Spanned {
    pub fn is(&self, sign: char) -> bool {
        self.token == Token::Sign(sign)
    }
}

/// A fault and its bytes.
pub(super) type Found = (Fault, Range<usize>);

/// Splits a text; characters that are not part of the notation are added to `faults`.
pub(super) fn tokens(text: &str, faults: &mut Vec<Found>) -> Vec<Spanned> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let length = match first {
            '`' => quoted_length(rest),
            _ if is_name(first) => rest.find(|c| !is_name(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, span) = (&rest[..length], start..start + length);
        rest = &rest[length..];
        let token = match first {
            '`' if word.len() > 2 && word.ends_with('`') => Token::Quoted(word[1..length - 1].to_owned()),
            '`' => {
                faults.push((Fault::UnclosedBacktick, start..start + 1));
                continue;
            }
            '~' | '|' | '+' | '-' | '*' | ':' | '^' | '(' | ')' => Token::Sign(first),
            _ if first.is_ascii_digit() => Token::Number(word.to_owned()),
            _ if is_name(first) => Token::Name(word.to_owned()),
            _ if first.is_whitespace() => continue,
            _ => {
                faults.push((Fault::Character(first), span));
                continue;
            }
        };
        tokens.push(Spanned { token, span });
    }
    tokens
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || character == '.'
}

/// Length up to and with the second backtick, or of the whole rest.
fn quoted_length(rest: &str) -> usize {
    rest[1..].find('`').map_or(rest.len(), |at| at + 2)
}

/// Every bracket that has no partner.
pub(super) fn check_brackets(tokens: &[Spanned], faults: &mut Vec<Found>) {
    let mut open = Vec::new();
    for token in tokens {
        match token.token {
            Token::Sign('(') => open.push(token.span.clone()),
            Token::Sign(')') if open.pop().is_none() => {
                faults.push((Fault::UnopenedBracket, token.span.clone()));
            }
            // A bracket cannot reach across the parts of a formula.
            Token::Sign('~' | '|') => {
                faults.extend(open.drain(..).map(|span| (Fault::UnclosedBracket, span)));
            }
            _ => {}
        }
    }
    faults.extend(open.into_iter().map(|span| (Fault::UnclosedBracket, span)));
}
