//! What can be wrong with the text of a formula.

/// One thing wrong in a formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No `~`.
    #[error("the formula has no ~ between the response and the regressors")]
    NoTilde,
    /// A second `~`.
    #[error("the formula has a second ~")]
    SecondTilde,
    /// A second `|`.
    #[error("the formula has a second |, which would begin instrumental variables; these are not supported")]
    SecondBar,
    /// `|` left of `~`.
    #[error("the fixed effects stand before the ~")]
    BarBeforeTilde,
    /// Nothing before `~`.
    #[error("there is no response before the ~")]
    NoResponse,
    /// Nothing where regressors should be.
    #[error("there are no regressors")]
    NoRegressors,
    /// Nothing after `|` or for a cluster.
    #[error("there is no column to group by")]
    NoGrouping,
    /// `y ~ 0`.
    #[error("there is nothing to estimate: no regressor, no intercept and no fixed effect")]
    NothingToEstimate,
    /// `(` without `)`.
    #[error("this bracket is not closed")]
    UnclosedBracket,
    /// `)` without `(`.
    #[error("this bracket closes nothing")]
    UnopenedBracket,
    /// A backtick without its second.
    #[error("this backtick has no second one")]
    UnclosedBacktick,
    /// Brackets in brackets in brackets.
    #[error("the brackets are nested too deeply")]
    TooDeep,
    /// A product of so many terms that it would fill the memory.
    #[error("this has more than {0} terms")]
    TooManyTerms(usize),
    /// A character that the notation does not have.
    #[error("the character {0} is not part of the notation")]
    Character(char),
    /// A function other than `log`.
    #[error("there is no function {0}()")]
    UnknownFunction(String),
    /// `log()` of something that is no column.
    #[error("log() takes the name of one column")]
    LogArgument,
    /// An operator with nothing before or after it.
    #[error("{0} has nothing to stand between")]
    StrayOperator(String),
    /// Two terms without an operator.
    #[error("there is no operator before this")]
    NoOperator,
    /// A number other than 0 and 1, or one inside a product.
    #[error("{0} is no term: only 0 and 1 are numbers of a formula, for the intercept")]
    Number(String),
    /// `- x`.
    #[error("only the intercept can be taken away, as - 1")]
    OnlyInterceptRemoved,
    /// `^` before `|`.
    #[error("^ crosses fixed effects and stands after |")]
    CaretInRegressors,
    /// Something other than names, `^` and `+` in a grouping.
    #[error("{0} cannot stand among groupings: these are names, crossed by ^")]
    NotInGrouping(String),
    /// More than a name or the logarithm of one before `~`.
    #[error("the response is one column or log() of one")]
    Response,
}

impl Fault {
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Fault::UnclosedBracket | Fault::UnopenedBracket | Fault::UnclosedBacktick => "unbalanced",
            Fault::SecondBar => "instrumental-variables",
            Fault::UnknownFunction(_) => "unknown-function",
            _ => "formula",
        }
    }

    pub(crate) fn remedy(&self) -> Vec<String> {
        let step = match self {
            Fault::NoTilde | Fault::SecondTilde | Fault::BarBeforeTilde => {
                "write it as response ~ regressors | fixed effects".to_owned()
            }
            Fault::SecondBar => "join all fixed effects by + after one |".to_owned(),
            Fault::NoResponse => "write the column of the flow before the ~".to_owned(),
            Fault::NoRegressors => "name a column, or write 1 for a constant alone".to_owned(),
            Fault::NoGrouping => "name a column, or leave out the |".to_owned(),
            Fault::NothingToEstimate => "name a regressor or a fixed effect".to_owned(),
            Fault::UnclosedBracket => "add )".to_owned(),
            Fault::UnopenedBracket => "remove it, or add ( before it".to_owned(),
            Fault::UnclosedBacktick => "close the name with `".to_owned(),
            Fault::TooDeep | Fault::TooManyTerms(_) => "write fewer terms".to_owned(),
            Fault::Character(character) => character_remedy(*character),
            Fault::UnknownFunction(_) => {
                "the function known is log(); compute other columns before and name them here".to_owned()
            }
            Fault::LogArgument => "compute the sum or product as a column of the table first".to_owned(),
            Fault::StrayOperator(_) => "remove it, or add the missing name".to_owned(),
            Fault::NoOperator => "put + between two terms, or backticks around a name with spaces".to_owned(),
            Fault::Number(text) => format!("if it is the name of a column, put it in backticks: `{text}`"),
            Fault::OnlyInterceptRemoved => "leave the term out".to_owned(),
            Fault::CaretInRegressors => "write a:b for an interaction".to_owned(),
            Fault::NotInGrouping(_) => "write a^b for crossed columns and + between groupings".to_owned(),
            Fault::Response => "compute it as a column of the table first".to_owned(),
        };
        vec![step]
    }
}

/// Full-width forms are what a Chinese keyboard gives for the same sign.
fn character_remedy(character: char) -> String {
    let narrow = u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32);
    match narrow.filter(char::is_ascii_graphic) {
        Some(narrow) => format!("write {narrow} as on a Latin keyboard"),
        None => "put names with other signs in backticks".to_owned(),
    }
}
