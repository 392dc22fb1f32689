//! From tokens to terms. Every part of a formula is read to its end, so that all faults are found at once.
//!
//! ```text
//! sum         = summand (("+" | "-") summand)*        summand = "0" | "1" | product
//! product     = interaction ("*" interaction)*        a*b = a + b + a:b
//! interaction = atom (":" atom)*
//! atom        = name | "log(" name ")" | "(" sum ")"
//! groupings   = cross ("+" cross)*                    cross = name ("^" name)*
//! ```

use std::ops::Range;

use super::lexer::{Found, Spanned, Token};
use super::{Expr, Fault, Term};

/// Depth of brackets and number of terms that a reader could still follow; beyond them is an accident.
const MAX_DEPTH: usize = 32;
const MAX_TERMS: usize = 4096;

/// Regressors as read.
pub(super) struct Sum {
    pub terms: Vec<Term>,
    pub intercept: bool,
}

/// Reads one part of a formula.
pub(super) struct Parser<'a> {
    tokens: &'a [Spanned],
    next: usize,
    depth: usize,
    /// Byte where the part ends: the place of what is missing there.
    end: usize,
    faults: &'a mut Vec<Found>,
}

impl<'a> Parser<'a> {
    pub fn new(tokens: &'a [Spanned], end: usize, faults: &'a mut Vec<Found>) -> Self {
        Parser { tokens, next: 0, depth: 0, end, faults }
    }

    /// The left side: one column or its logarithm.
    pub fn response(mut self) -> Option<Expr> {
        let (Some(first), Some(last)) = (self.tokens.first(), self.tokens.last()) else {
            self.faults.push((Fault::NoResponse, 0..self.end));
            return None;
        };
        let whole = first.span.start..last.span.end;
        let n_faults = self.faults.len();
        let terms = self.atom().map_err(|found| self.faults.push(found)).unwrap_or_default();
        match terms.as_slice() {
            [Term { parts }] if parts.len() == 1 && self.next == self.tokens.len() => Some(parts[0].clone()),
            _ => {
                if self.faults.len() == n_faults {
                    self.faults.push((Fault::Response, whole));
                }
                None
            }
        }
    }

    /// Terms and intercept of the right side.
    pub fn regressors(mut self) -> Sum {
        let mut intercept = true;
        let terms = self.sum(Some(&mut intercept));
        if let Some(token) = self.peek() {
            // Brackets are balanced, so only an inner part could stop here.
            let found = (Fault::NoOperator, token.span.clone());
            self.faults.push(found);
        }
        Sum { terms, intercept }
    }

    /// Terms without an intercept.
    pub fn terms(mut self) -> Vec<Term> {
        self.sum(None)
    }

    /// Fixed effects; a lone 0 or 1 stands for none.
    pub fn groupings(mut self) -> Vec<Vec<String>> {
        let mut groupings: Vec<Vec<String>> = Vec::new();
        loop {
            match self.grouping() {
                Ok(cross) => {
                    if !cross.is_empty() && !groupings.iter().any(|known| same(known, &cross)) {
                        groupings.push(cross);
                    }
                }
                Err(found) => {
                    self.faults.push(found);
                    self.skip(|token| token.is('+'));
                }
            }
            if self.peek().is_none() {
                return groupings;
            }
            self.next += 1;
        }
    }

    /// One crossed name up to the next `+`.
    fn grouping(&mut self) -> Result<Vec<String>, Found> {
        let mut cross = Vec::new();
        if matches!(self.peek(), Some(Spanned { token: Token::Number(number), .. }) if number == "0" || number == "1")
        {
            self.next += 1;
        } else {
            loop {
                let name = self.name()?;
                if !cross.contains(&name) {
                    cross.push(name);
                }
                if !self.take('^') {
                    break;
                }
            }
        }
        match self.peek() {
            None => Ok(cross),
            Some(token) if token.is('+') => Ok(cross),
            Some(token) => Err((not_in_grouping(token), token.span.clone())),
        }
    }

    fn name(&mut self) -> Result<String, Found> {
        let Some(token) = self.peek() else { return Err(self.missing(Fault::NoGrouping)) };
        match &token.token {
            Token::Name(name) | Token::Quoted(name) => {
                self.next += 1;
                Ok(name.clone())
            }
            Token::Number(number) => Err((Fault::Number(number.clone()), token.span.clone())),
            Token::Sign(sign @ ('+' | '^')) => {
                Err((Fault::StrayOperator(sign.to_string()), token.span.clone()))
            }
            Token::Sign(_) => Err((not_in_grouping(token), token.span.clone())),
        }
    }

    /// Terms joined by `+`; `intercept` is there where 0 and 1 may stand.
    fn sum(&mut self, mut intercept: Option<&mut bool>) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        let mut minus = self.take('-');
        loop {
            match self.summand(minus, intercept.as_deref_mut()) {
                Ok(new) => merge(&mut terms, new),
                Err(found) => {
                    self.faults.push(found);
                    self.skip(|token| token.is('+') || token.is('-'));
                }
            }
            match self.peek() {
                Some(token) if token.is('+') || token.is('-') => {
                    minus = token.is('-');
                    self.next += 1;
                }
                _ => return terms,
            }
        }
    }

    fn summand(&mut self, minus: bool, intercept: Option<&mut bool>) -> Result<Vec<Term>, Found> {
        let start = self.next;
        let terms = match (self.constant(), intercept) {
            (Some(one), Some(intercept)) => {
                *intercept = one != minus;
                Vec::new()
            }
            _ if minus => {
                let found = self.peek().map(|token| (Fault::OnlyInterceptRemoved, token.span.clone()));
                return Err(found.unwrap_or_else(|| self.missing(Fault::NoRegressors)));
            }
            _ => {
                self.next = start;
                self.product()?
            }
        };
        match self.peek() {
            None => Ok(terms),
            Some(token) if token.is('+') || token.is('-') || token.is(')') => Ok(terms),
            Some(token) if token.is('^') => Err((Fault::CaretInRegressors, token.span.clone())),
            Some(token) => Err((Fault::NoOperator, token.span.clone())),
        }
    }

    /// A lone 0 or 1 (false or true).
    fn constant(&mut self) -> Option<bool> {
        let Token::Number(number) = &self.peek()?.token else { return None };
        let one = match number.as_str() {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let alone = self.tokens.get(self.next + 1).is_none_or(|token| token.is('+') || token.is('-'));
        self.next += usize::from(alone);
        alone.then_some(one)
    }

    fn product(&mut self) -> Result<Vec<Term>, Found> {
        let start = self.next;
        let mut terms = self.interaction()?;
        while self.take('*') {
            let right = self.interaction()?;
            let both = self.cross(&terms, &right, start)?;
            merge(&mut terms, right);
            merge(&mut terms, both);
        }
        // a*b*c: the single ones first, as they are usually read.
        terms.sort_by_key(|term| term.parts.len());
        Ok(terms)
    }

    fn interaction(&mut self) -> Result<Vec<Term>, Found> {
        let start = self.next;
        let mut terms = self.atom()?;
        while self.take(':') {
            let right = self.atom()?;
            terms = self.cross(&terms, &right, start)?;
        }
        Ok(terms)
    }

    fn atom(&mut self) -> Result<Vec<Term>, Found> {
        let Some(token) = self.peek() else { return Err(self.missing(Fault::NoRegressors)) };
        let call = self.tokens.get(self.next + 1).is_some_and(|token| token.is('('));
        let expr = match &token.token {
            Token::Name(name) if call && name == "log" => return self.log(),
            Token::Name(name) if call => {
                return Err((Fault::UnknownFunction(name.clone()), token.span.clone()));
            }
            Token::Name(name) | Token::Quoted(name) => Expr::Column(name.clone()),
            Token::Number(number) => return Err((Fault::Number(number.clone()), token.span.clone())),
            Token::Sign('(') if self.depth == MAX_DEPTH => return Err((Fault::TooDeep, token.span.clone())),
            Token::Sign('(') => {
                self.next += 1;
                self.depth += 1;
                let terms = self.sum(None);
                self.depth -= 1;
                self.next += 1;
                return Ok(terms);
            }
            Token::Sign('^') => return Err((Fault::CaretInRegressors, token.span.clone())),
            // `()`: what is missing stands before the bracket.
            Token::Sign(')') => return Err((Fault::NoRegressors, token.span.clone())),
            Token::Sign(sign) => return Err((Fault::StrayOperator(sign.to_string()), token.span.clone())),
        };
        self.next += 1;
        Ok(vec![Term { parts: vec![expr] }])
    }

    /// `log(name)`, standing at `log`.
    fn log(&mut self) -> Result<Vec<Term>, Found> {
        let argument = self.tokens.get(self.next + 2).map(|token| &token.token);
        let close = self.closing(self.next + 1);
        let inside = self.tokens[self.next + 1].span.end..self.tokens[close].span.start;
        let n_tokens = close - self.next - 2;
        self.next = close + 1;
        match argument {
            Some(Token::Name(name) | Token::Quoted(name)) if n_tokens == 1 => {
                Ok(vec![Term { parts: vec![Expr::Log(name.clone())] }])
            }
            _ => Err((Fault::LogArgument, inside)),
        }
    }

    /// Position of the partner of an opening bracket; brackets are balanced.
    fn closing(&self, open: usize) -> usize {
        let mut depth = 0_usize;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            if token.is('(') {
                depth += 1;
            } else if token.is(')') {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
        }
        self.tokens.len() - 1
    }

    /// Each term of one list times each of the other.
    fn cross(&self, left: &[Term], right: &[Term], start: usize) -> Result<Vec<Term>, Found> {
        if left.len() * right.len() > MAX_TERMS {
            let span = self.tokens[start].span.start..self.tokens[self.next - 1].span.end;
            return Err((Fault::TooManyTerms(MAX_TERMS), span));
        }
        let mut terms = Vec::new();
        for a in left {
            merge(&mut terms, right.iter().map(|b| a.times(b)));
        }
        Ok(terms)
    }

    fn peek(&self) -> Option<&'a Spanned> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, sign: char) -> bool {
        let there = self.peek().is_some_and(|token| token.is(sign));
        self.next += usize::from(there);
        there
    }

    /// What is missing at the end: something after the last operator, or everything.
    fn missing(&self, everything: Fault) -> Found {
        match self.next.checked_sub(1).map(|last| &self.tokens[last]) {
            Some(Spanned { token: Token::Sign(sign), span }) => {
                (Fault::StrayOperator(sign.to_string()), span.clone())
            }
            _ => (everything, self.end_span()),
        }
    }

    fn end_span(&self) -> Range<usize> {
        self.end..self.end
    }

    /// Goes on to a token where reading can start again: one that fits, or the bracket that closes this part.
    fn skip(&mut self, fits: impl Fn(&Spanned) -> bool) {
        while let Some(token) = self.peek() {
            if fits(token) || token.is(')') {
                return;
            }
            self.next = if token.is('(') { self.closing(self.next) + 1 } else { self.next + 1 };
        }
    }
}

impl Term {
    /// The interaction of two terms; a column twice counts once.
    fn times(&self, other: &Term) -> Term {
        let mut parts = self.parts.clone();
        parts.extend(other.parts.iter().filter(|&part| !self.parts.contains(part)).cloned());
        Term { parts }
    }
}

/// Adds the terms that are not there yet; `a:b` and `b:a` are one.
fn merge(terms: &mut Vec<Term>, new: impl IntoIterator<Item = Term>) {
    for term in new {
        if !terms.iter().any(|known| same(&known.parts, &term.parts)) {
            terms.push(term);
        }
    }
}

/// Whether two lists without repetition hold the same.
fn same<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && a.iter().all(|item| b.contains(item))
}

fn not_in_grouping(token: &Spanned) -> Fault {
    match &token.token {
        Token::Sign(sign) => Fault::NotInGrouping(sign.to_string()),
        Token::Name(_) | Token::Quoted(_) | Token::Number(_) => Fault::NoOperator,
    }
}
