//! Formulas in the notation of the field: `flow ~ log(distance_km) + contiguous | origin^year + destination^year`.
//!
//! | written | meaning |
//! |---|---|
//! | `y ~ a + b` | response and regressors, with an intercept |
//! | `log(a)` | natural logarithm of a column, of the response too |
//! | `a:b`, `a*b` | interaction; `a + b + a:b` |
//! | `(a + b):c` | `a:c + b:c` |
//! | `y ~ 1`, `y ~ a - 1`, `y ~ 0 + a` | a constant alone; no intercept |
//! | `\| a + b^c` | fixed effects: one of `a`, one of each combination of `b` and `c`; there is then no intercept |
//! | `` `a name` `` | a name with signs other than letters, digits, `_` and `.` |
//!
//! A column of text among the regressors stands for indicators of its levels (see [`design`](crate::design)).

mod fault;
mod lexer;
mod parser;

use std::fmt;

pub use fault::Fault;

use crate::error::{Error, Span};
use lexer::{Found, Spanned, Token};
use parser::Parser;

/// A model as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Left of `~`.
    pub response: Expr,
    /// Right of `~`, each once, without the intercept.
    pub regressors: Vec<Term>,
    /// Whether a constant is estimated; never with fixed effects, which hold it.
    pub intercept: bool,
    /// Fixed effects, each one column or several crossed.
    pub fixed_effects: Vec<Vec<String>>,
    /// As typed, for the place of an unknown column.
    text: String,
}

/// A column or its logarithm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// The column itself.
    Column(String),
    /// Its natural logarithm.
    Log(String),
}

/// One regressor: a column, or the interaction of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is multiplied; at least one, none twice.
    pub parts: Vec<Expr>,
}

impl Formula {
    /// Reads a formula; the errors are all that is wrong with it, in order.
    pub fn parse(text: &str) -> Result<Formula, Vec<Error>> {
        let mut faults = Vec::new();
        let formula = parse_formula(text, &mut faults);
        finish(text, formula, faults)
    }

    /// Whether a column is among the regressors or the fixed effects.
    pub(crate) fn has_on_the_right(&self, column: &str) -> bool {
        let parts = self.regressors.iter().flat_map(|term| &term.parts).map(Expr::column);
        parts.chain(self.fixed_effects.iter().flatten().map(String::as_str)).any(|name| name == column)
    }

    /// Where a column is first named.
    pub(crate) fn span_of(&self, column: &str) -> Option<Span> {
        self.spans_of(column).into_iter().next()
    }

    /// Everywhere a column is named.
    pub(crate) fn spans_of(&self, column: &str) -> Vec<Span> {
        let tokens = lexer::tokens(&self.text, &mut Vec::new());
        let named = tokens.iter().filter(|token| match &token.token {
            Token::Name(name) | Token::Quoted(name) => name == column,
            Token::Number(_) | Token::Sign(_) => false,
        });
        let span =
            |token: &Spanned| Span { text: self.text.clone(), start: token.span.start, end: token.span.end };
        named.map(span).collect()
    }
}

impl Expr {
    /// Name of the column.
    pub fn column(&self) -> &str {
        match self {
            Expr::Column(name) | Expr::Log(name) => name,
        }
    }
}

/// Reads regressors alone, such as `log(distance_km) + contiguous`.
pub fn parse_terms(text: &str) -> Result<Vec<Term>, Vec<Error>> {
    let mut faults = Vec::new();
    let tokens = tokens_of_part(text, &mut faults);
    let terms = tokens.map(|tokens| Parser::new(&tokens, text.len(), &mut faults).terms());
    finish(text, terms, faults)
}

/// Reads one grouping, such as `origin^destination`.
pub fn parse_cross(text: &str) -> Result<Vec<String>, Vec<Error>> {
    let mut faults = Vec::new();
    let tokens = tokens_of_part(text, &mut faults);
    let cross = tokens.and_then(|tokens| {
        let mut groupings = Parser::new(&tokens, text.len(), &mut faults).groupings();
        if groupings.len() != 1 && faults.is_empty() {
            let plus = tokens.iter().find(|token| token.is('+')).map(|token| token.span.clone());
            let fault = plus.as_ref().map_or(Fault::NoGrouping, |_| Fault::NotInGrouping("+".to_owned()));
            faults.push((fault, plus.unwrap_or(0..text.len())));
        }
        groupings.pop()
    });
    finish(text, cross, faults)
}

/// Crossed names as written: `origin^year`.
pub fn cross_name(cross: &[String]) -> String {
    let names: Vec<String> = cross.iter().map(|name| written(name)).collect();
    names.join("^")
}

fn parse_formula(text: &str, faults: &mut Vec<Found>) -> Option<Formula> {
    let tokens = lexer::tokens(text, faults);
    lexer::check_brackets(&tokens, faults);
    let (tilde, bar) = parts(text, &tokens, faults);
    if !faults.is_empty() {
        return None;
    }
    let (tilde, end) = (tilde?, bar.unwrap_or(tokens.len()));
    let end_of_regressors = bar.map_or(text.len(), |bar| tokens[bar].span.start);
    let response = Parser::new(&tokens[..tilde], tokens[tilde].span.start, faults).response();
    let right = Parser::new(&tokens[tilde + 1..end], end_of_regressors, faults).regressors();
    let fixed_effects = match bar {
        Some(bar) => Parser::new(&tokens[bar + 1..], text.len(), faults).groupings(),
        None => Vec::new(),
    };
    let intercept = right.intercept && fixed_effects.is_empty();
    if right.terms.is_empty() && fixed_effects.is_empty() && !intercept && faults.is_empty() {
        faults.push((Fault::NothingToEstimate, tokens[tilde].span.end..end_of_regressors));
    }
    Some(Formula {
        response: response?,
        regressors: right.terms,
        intercept,
        fixed_effects,
        text: text.to_owned(),
    })
}

/// Positions of `~` and `|`.
fn parts(text: &str, tokens: &[Spanned], faults: &mut Vec<Found>) -> (Option<usize>, Option<usize>) {
    let (mut tilde, mut bar) = (None, None);
    for (at, token) in tokens.iter().enumerate() {
        let fault = match token.token {
            Token::Sign('~') if tilde.is_none() => {
                tilde = Some(at);
                continue;
            }
            Token::Sign('|') if tilde.is_some() && bar.is_none() => {
                bar = Some(at);
                continue;
            }
            Token::Sign('~') => Fault::SecondTilde,
            Token::Sign('|') if tilde.is_none() => Fault::BarBeforeTilde,
            Token::Sign('|') => Fault::SecondBar,
            _ => continue,
        };
        faults.push((fault, token.span.clone()));
    }
    if tilde.is_none() {
        faults.push((Fault::NoTilde, 0..text.len()));
    }
    (tilde, bar)
}

/// Tokens of a text that is no whole formula; none when they are at fault.
fn tokens_of_part(text: &str, faults: &mut Vec<Found>) -> Option<Vec<Spanned>> {
    let tokens = lexer::tokens(text, faults);
    lexer::check_brackets(&tokens, faults);
    for token in tokens.iter().filter(|token| token.is('~') || token.is('|')) {
        let Token::Sign(sign) = token.token else { continue };
        faults.push((Fault::Character(sign), token.span.clone()));
    }
    faults.is_empty().then_some(tokens)
}

fn finish<T>(text: &str, parsed: Option<T>, mut faults: Vec<Found>) -> Result<T, Vec<Error>> {
    match parsed {
        Some(parsed) if faults.is_empty() => Ok(parsed),
        _ => {
            faults.sort_by_key(|(_, span)| span.start);
            let error = |(fault, span): Found| {
                let at = Span { text: text.to_owned(), start: span.start, end: span.end };
                Error::Formula { fault, at }
            };
            Err(faults.into_iter().map(error).collect())
        }
    }
}

/// A name as it must be typed.
fn written(name: &str) -> String {
    match lexer::tokens(name, &mut Vec::new()).as_slice() {
        [Spanned { token: Token::Name(whole), .. }] if whole == name => name.to_owned(),
        _ => format!("`{name}`"),
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Column(name) => f.write_str(&written(name)),
            Expr::Log(name) => write!(f, "log({})", written(name)),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        f.write_str(&parts.join(":"))
    }
}

impl fmt::Display for Formula {
    /// Canonical: `parse` of it gives the same model.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut terms: Vec<String> = self.regressors.iter().map(ToString::to_string).collect();
        if terms.is_empty() {
            terms.push("1".to_owned());
        }
        write!(f, "{} ~ {}", self.response, terms.join(" + "))?;
        if self.fixed_effects.is_empty() {
            return f.write_str(if self.intercept { "" } else { " - 1" });
        }
        let crosses: Vec<String> = self.fixed_effects.iter().map(|cross| cross_name(cross)).collect();
        write!(f, " | {}", crosses.join(" + "))
    }
}

#[cfg(test)]
mod tests;
