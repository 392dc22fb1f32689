//! What is wrong with a table, at the cell where it stands.

use diagnostic::{Place, Problem};
use spreadsheets::Sheet;

use crate::columns::Meaning;
use crate::reading::Reading;

/// One thing that is wrong, with what a person needs to find it in his own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The worksheet; empty for CSV, and where the table could not be found.
    pub worksheet: String,
    /// The row, as a spreadsheet counts.
    pub row: Option<usize>,
    /// The heading of the column as it stands in the file, or what is known of the column.
    pub column: Option<String>,
    /// What stands in the cell.
    pub value: Option<String>,
    /// What is wrong, why, and what to do.
    pub problem: Problem,
}

impl Fault {
    /// A fault of a file in which no table was found.
    pub fn of_file(problem: Problem) -> Self {
        let (row, column) = place(&problem);
        Fault { worksheet: String::new(), row, column, value: None, problem }
    }
}

impl Reading<'_> {
    /// The faults of a table at its cells.
    pub fn faults(&self, sheet: &Sheet, problems: Vec<Problem>) -> Vec<Fault> {
        let (meanings, _) = self.columns(&sheet.headings);
        problems.into_iter().map(|problem| found(sheet, &meanings, problem)).collect()
    }
}

fn found(sheet: &Sheet, meanings: &[Option<Meaning>], problem: Problem) -> Fault {
    let (number, name) = place(&problem);
    let row = sheet.rows.iter().find(|row| Some(row.number) == number);
    let text = |k: usize| Some(row?.cells.get(k)?.text().into_owned()).filter(|text| !text.is_empty());
    let columns = name.as_deref().map(|name| columns_called(meanings, name)).unwrap_or_default();
    // A fault of a text names its field: of its languages, the first that is filled.
    let at = columns.iter().find(|k| text(**k).is_some()).or(columns.first()).copied();
    Fault {
        worksheet: sheet.worksheet.clone(),
        row: number,
        column: at.map(|k| sheet.headings[k].clone()).or(name),
        value: at.and_then(text),
        problem,
    }
}

/// The columns of a name, or of the languages of a field of this name.
fn columns_called(meanings: &[Option<Meaning>], name: &str) -> Vec<usize> {
    let is = |meaning: &Meaning| {
        let own = meaning.name();
        own == name || own.split_once('.').is_some_and(|(field, _)| field == name)
    };
    (0..meanings.len()).filter(|k| meanings[*k].as_ref().is_some_and(is)).collect()
}

fn place(problem: &Problem) -> (Option<usize>, Option<String>) {
    match &problem.place {
        Some(Place::File { row, column, .. }) => (*row, column.clone()),
        _ => (None, None),
    }
}
