//! Which columns enter the gravity equation, and as what.

use gravity::{Covariate, CovariateKind};
use hdfe::formula::{Expr, Term, parse_terms};
use hdfe::{Column, Labels};
use serde::Serialize;

use crate::error::Error;
use crate::read::File;
use crate::roles::{Roles, unknown_column};

/// A term of the gravity equation and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recognised {
    /// As written in a formula, such as `log(distance_km)`.
    pub term: String,
    /// What it is, as far as the analysis must know.
    pub kind: CovariateKind,
    #[serde(skip)]
    parsed: Term,
}

impl Recognised {
    /// The column of text behind a covariate that must be a number: one recognised by its name.
    pub(crate) fn text_for_number<'a>(&self, file: &'a File) -> Option<(String, &'a Labels)> {
        let column = self.parsed.parts.first()?.column();
        match file.table.get(column)? {
            Column::Labels(labels) if self.kind != CovariateKind::Other => Some((column.to_owned(), labels)),
            _ => None,
        }
    }
}

/// Usual names, in lower case, best first: of several distances one is taken.
const DISTANCES: [&str; 14] = [
    "ln_dist",
    "lndist",
    "log_dist",
    "logdist",
    "ln_distance",
    "log_distance",
    "ln_distw",
    "lndistw",
    "distance_km",
    "distance",
    "dist_km",
    "dist",
    "distw",
    "distcap",
];

const KINDS: [(CovariateKind, &[&str]); 4] = [
    (
        CovariateKind::Contiguity,
        &[
            "contiguous",
            "contig",
            "contiguity",
            "cntg",
            "adjacent",
            "adjacency",
            "common_border",
            "shares_land_border",
            "shared_border",
            "neighbours",
            "neighbors",
            "border",
        ],
    ),
    (
        CovariateKind::Language,
        &[
            "common_language",
            "language",
            "lang",
            "comlang_off",
            "comlang",
            "comlang_ethno",
            "comlang_eth",
            "same_language",
        ],
    ),
    (
        CovariateKind::Border,
        &[
            "crosses_border",
            "international",
            "intl",
            "cross_border",
            "international_border",
            "intl_brdr",
            "intl_border",
        ],
    ),
    (
        CovariateKind::Agreement,
        &["rta", "fta", "pta", "agreement", "trade_agreement", "fta_wto", "rta_wto", "eia"],
    ),
];

/// Columns with usual names, one of each kind; distance in logs. A column named `border` is taken for a shared one.
pub fn recognise_covariates(file: &File, roles: &Roles) -> Vec<Recognised> {
    let find = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| file.table.names().iter().find(|column| is_free(file, roles, column, name)))
    };
    let distance = find(&DISTANCES).map(|column| {
        let in_logs = column.to_lowercase().starts_with('l');
        let part = if in_logs { Expr::Column(column.clone()) } else { Expr::Log(column.clone()) };
        recognised(Term { parts: vec![part] }, CovariateKind::Distance)
    });
    let others = KINDS.iter().filter_map(|(kind, names)| {
        let part = Expr::Column(find(names)?.clone());
        Some(recognised(Term { parts: vec![part] }, *kind))
    });
    distance.into_iter().chain(others).collect()
}

/// A column of numbers with this name and no other role.
fn is_free(file: &File, roles: &Roles, column: &str, name: &str) -> bool {
    let used = [Some(&roles.origin), Some(&roles.destination), roles.period.as_ref(), Some(&roles.flow)];
    column.to_lowercase() == name
        && file.table.get(column).is_some_and(is_meant_as_numbers)
        && used.into_iter().flatten().all(|other| other != column)
}

/// Numbers, or text most of whose labels are numbers: such a column has bad cells, which are refused later, and
/// must not silently drop out of the equation.
fn is_meant_as_numbers(column: &Column) -> bool {
    match column {
        Column::Numbers(_) => true,
        Column::Labels(labels) => {
            let n_numbers = labels.labels.iter().filter(|label| label.parse::<f64>().is_ok()).count();
            2 * n_numbers > labels.labels.len()
        }
    }
}

/// Covariates as listed by the user, such as `log(distance_km) + contiguous`; the flow is none.
pub fn covariates(file: &File, roles: &Roles, list: &str) -> Result<Vec<Recognised>, Vec<Error>> {
    let terms =
        parse_terms(list).map_err(|errors| errors.into_iter().map(Error::Covariates).collect::<Vec<_>>())?;
    let parts = || terms.iter().flat_map(|term| &term.parts);
    let mut errors: Vec<Error> = parts()
        .filter(|part| file.table.get(part.column()).is_none())
        .map(|part| unknown_column(file, "--covariates", part.column()))
        .collect();
    if parts().any(|part| part.column() == roles.flow) {
        errors.push(Error::FlowAsCovariate { column: roles.flow.clone() });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(terms
        .into_iter()
        .map(|term| {
            let kind = kind_of(&term);
            recognised(term, kind)
        })
        .collect())
}

/// One column of numbers as it stands, named by an option of its own, as a treatment.
pub fn covariate(file: &File, option: &'static str, column: &str) -> Result<Recognised, Error> {
    if file.table.get(column).is_none() {
        return Err(unknown_column(file, option, column));
    }
    let term = Term { parts: vec![Expr::Column(column.to_owned())] };
    // Text is refused for any kind but other.
    Ok(recognised(term, CovariateKind::Agreement))
}

fn recognised(parsed: Term, kind: CovariateKind) -> Recognised {
    Recognised { term: parsed.to_string(), kind, parsed }
}

/// What a term is by the name of its column; a product is something else.
fn kind_of(term: &Term) -> CovariateKind {
    let [part] = term.parts.as_slice() else { return CovariateKind::Other };
    let name = part.column().to_lowercase();
    if DISTANCES.contains(&name.as_str()) {
        return CovariateKind::Distance;
    }
    let kind = KINDS.iter().find(|(_, names)| names.contains(&name.as_str()));
    kind.map_or(CovariateKind::Other, |(kind, _)| *kind)
}

/// Values of a term in all rows; where one is missing or a logarithm is not defined, NaN. A column of text gives one
/// covariate a level.
pub(crate) fn evaluate(file: &File, covariate: &Recognised) -> Result<Vec<Covariate>, Vec<Error>> {
    let columns = hdfe::design::evaluate(&file.table, std::slice::from_ref(&covariate.parsed))
        .map_err(|errors| errors.into_iter().map(Error::Covariates).collect::<Vec<_>>())?;
    let kind = covariate.kind;
    Ok(columns.into_iter().map(|(name, values)| Covariate { name, kind, values }).collect())
}
