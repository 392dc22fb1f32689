//! One report of an error for people: what, where, why, what to do.
//!
//! Each crate has one `thiserror` enum and implements [`Explain`] for it, so that cause and remedy stand
//! beside the variant. A [`Report`] gathers everything that is wrong with one input; [`render`](Report::render)
//! prints it for a terminal (readable without colour) and [`to_json`](Report::to_json) for programs.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

/// Whose error it is; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The command as typed: an option, a formula.
    Command,
    /// The data: a file, a row, a cell.
    Data,
    /// The estimation: nothing left to estimate, no convergence.
    Fit,
    /// The machine: a file that cannot be written.
    System,
}

impl Kind {
    /// Exit code of the process: 2 for the command, 1 for everything else.
    pub fn exit_code(self) -> u8 {
        match self {
            Kind::Command => 2,
            Kind::Data | Kind::Fit | Kind::System => 1,
        }
    }
}

/// Where it is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A span of bytes in a text typed by the user, such as a formula.
    Text {
        /// The whole text.
        text: String,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// A place in a file.
    File {
        /// The file.
        path: PathBuf,
        /// Row, counted from 1 as a spreadsheet shows it (the header is row 1).
        row: Option<usize>,
        /// Name of the column.
        column: Option<String>,
    },
    /// An option of the command line, such as `--side-a`.
    Option(String),
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable word for programs, such as `unknown-column`.
    pub code: &'static str,
    /// What is wrong: a sentence without a full stop.
    pub what: String,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Usual causes, most likely first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remedy: Vec<String>,
}

impl Problem {
    /// The same problem, at a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

/// How an error enum says more than its `Display`.
pub trait Explain: std::error::Error {
    /// Whose error it is.
    fn kind(&self) -> Kind;
    /// Stable word for programs.
    fn code(&self) -> &'static str;
    /// Where, if known.
    fn place(&self) -> Option<Place> {
        None
    }
    /// Usual causes.
    fn causes(&self) -> Vec<String> {
        Vec::new()
    }
    /// What to do.
    fn remedy(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Everything that is wrong with one input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whose error it is.
    pub kind: Kind,
    /// The problems, in the order of the input; never empty.
    pub problems: Vec<Problem>,
}

impl Report {
    /// A report of one error; the chain of its sources becomes its causes.
    pub fn of(error: &impl Explain) -> Self {
        let mut causes = error.causes();
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            causes.push(inner.to_string());
            source = inner.source();
        }
        let problem = Problem {
            code: error.code(),
            what: error.to_string(),
            place: error.place(),
            causes,
            remedy: error.remedy(),
        };
        Report { kind: error.kind(), problems: vec![problem] }
    }

    /// One report of several errors of one input; the kind is that of the first.
    ///
    /// Returns `None` when there are none.
    pub fn of_all<E: Explain>(errors: &[E]) -> Option<Self> {
        let kind = errors.first()?.kind();
        let problems = errors.iter().flat_map(|error| Report::of(error).problems).collect();
        Some(Report { kind, problems })
    }

    /// Text for a terminal: no colour, one blank line between problems.
    pub fn render(&self) -> String {
        let texts: Vec<String> = self.problems.iter().map(render_problem).collect();
        texts.join("\n")
    }

    /// `{"error": {"kind": ..., "problems": [...]}}`.
    pub fn to_json(&self) -> String {
        serde_json::json!({ "error": self }).to_string()
    }
}

fn render_problem(problem: &Problem) -> String {
    let mut text = format!("error[{}]: {}\n", problem.code, problem.what);
    match &problem.place {
        Some(Place::Text { text: whole, start, end }) => text.push_str(&underline(whole, *start, *end)),
        Some(Place::File { path, row, column }) => {
            let _ = write!(text, "  where: {}", path.display());
            if let Some(row) = row {
                let _ = write!(text, ", row {row}");
            }
            if let Some(column) = column {
                let _ = write!(text, ", column \"{column}\"");
            }
            text.push('\n');
        }
        Some(Place::Option(name)) => {
            let _ = writeln!(text, "  where: {name}");
        }
        None => {}
    }
    for cause in &problem.causes {
        let _ = writeln!(text, "  why:   {cause}");
    }
    for step in &problem.remedy {
        let _ = writeln!(text, "  do:    {step}");
    }
    text
}

/// The text with a line of carets under the span (counted in characters, so that accents stay in line).
fn underline(whole: &str, start: usize, end: usize) -> String {
    let before = whole.get(..start).map_or(start, |part| part.chars().count());
    let width = whole.get(start..end).map_or(1, |part| part.chars().count()).max(1);
    format!("  where: {whole}\n         {}{}\n", " ".repeat(before), "^".repeat(width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_in_a_text_is_underlined() {
        let problem = Problem {
            code: "unbalanced",
            what: "a bracket is not closed".into(),
            place: Some(Place::Text { text: "y ~ log(x".into(), start: 7, end: 8 }),
            causes: vec![],
            remedy: vec!["add )".into()],
        };
        let text = Report { kind: Kind::Command, problems: vec![problem] }.render();
        assert_eq!(
            text,
            "error[unbalanced]: a bracket is not closed\n  where: y ~ log(x\n                ^\n  do:    add )\n"
        );
    }
}
