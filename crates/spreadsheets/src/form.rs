//! Forms to fill in: an empty table with drop-downs, and a worksheet that explains its columns.

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet};

use crate::a1;
use crate::column::{Column, ColumnKind};
use crate::error::Error;
use crate::xlsx::{allowed_name, not_written, place, workbook, write_headings, write_text};

/// Number of the built-in format "Text".
const TEXT_FORMAT: u8 = 49;

/// Choices that the explanations name; the drop-down has them all.
const CHOICES_NAMED: usize = 50;

/// A form. All texts are in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The columns to fill in.
    pub columns: Vec<Column>,
    /// Name of the worksheet to fill in.
    pub sheet_name: String,
    /// Name of the worksheet with the explanations.
    pub explanations_name: String,
    /// Name of the hidden worksheet with the lists of the drop-downs.
    pub lists_name: String,
    /// Headings and words of the explanations.
    pub labels: Labels,
    /// Rows with drop-downs.
    pub n_rows: usize,
}

/// Headings and words of the worksheet with the explanations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Heading over the headings.
    pub heading: String,
    /// Heading over what they mean.
    pub meaning: String,
    /// Heading over whether a column is required.
    pub required: String,
    /// Heading over what is allowed.
    pub allowed: String,
    /// Yes, it is required.
    pub yes: String,
    /// No, it is not.
    pub no: String,
    /// What is allowed in a column of texts.
    pub text: String,
    /// What is allowed in a column of numbers.
    pub number: String,
    /// What is allowed in a column of dates.
    pub date: String,
}

/// The form as a workbook.
///
/// Cells of texts, choices and dates are formatted as text, so that `00123` keeps its zeros. For dates the reason is
/// graver: in a cell formatted as a date Excel makes 15 July 1905 of `2023`, and the first of May of `2023-05`.
/// The drop-downs take their lists from a hidden worksheet, which has room for long lists and for choices with commas.
pub fn write_form(form: &Form) -> Result<Vec<u8>, Error> {
    let mut workbook = workbook()?;
    write_table(workbook.add_worksheet(), form)?;
    write_explanations(workbook.add_worksheet(), form)?;
    write_lists(&mut workbook, form)?;
    workbook.save_to_buffer().map_err(not_written)
}

fn write_table(sheet: &mut Worksheet, form: &Form) -> Result<(), Error> {
    sheet.set_name(allowed_name(&form.sheet_name)).map_err(not_written)?;
    write_headings(sheet, &form.columns)?;
    let text = Format::new().set_num_format_index(TEXT_FORMAT).set_text_wrap().set_align(FormatAlign::Top);
    for (index, column) in form.columns.iter().enumerate() {
        let (last_row, at) = place(form.n_rows, index)?;
        if column.kind != ColumnKind::Number {
            sheet.set_column_format(at, &text).map_err(not_written)?;
        }
        if let Some(list) = list_range(form, index).filter(|_| last_row > 0) {
            let choice = DataValidation::new().allow_list_formula(Formula::new(list));
            sheet.add_data_validation(1, at, last_row, at, &choice).map_err(not_written)?;
        }
    }
    Ok(())
}

/// Where the list of a column stands, such as `='Lists'!$A$2:$A$9`.
fn list_range(form: &Form, index: usize) -> Option<String> {
    let ColumnKind::Choice(choices) = &form.columns[index].kind else { return None };
    if choices.is_empty() {
        return None;
    }
    let at = a1::letters(n_lists_before(form, index));
    let sheet = allowed_name(&form.lists_name).replace('\'', "''");
    Some(format!("='{sheet}'!${at}$2:${at}${}", choices.len() + 1))
}

/// The lists stand side by side, one column each.
fn n_lists_before(form: &Form, index: usize) -> usize {
    form.columns[..index].iter().filter(|column| matches!(column.kind, ColumnKind::Choice(_))).count()
}

fn write_lists(workbook: &mut Workbook, form: &Form) -> Result<(), Error> {
    if n_lists_before(form, form.columns.len()) == 0 {
        return Ok(());
    }
    let sheet = workbook.add_worksheet();
    sheet.set_name(allowed_name(&form.lists_name)).map_err(not_written)?;
    sheet.set_hidden(true);
    for (index, column) in form.columns.iter().enumerate() {
        let ColumnKind::Choice(choices) = &column.kind else { continue };
        let at = n_lists_before(form, index);
        for (row, text) in std::iter::once(&column.name).chain(choices).enumerate() {
            write_text(sheet, place(row, at)?, text, &Format::new()).map_err(not_written)?;
        }
    }
    Ok(())
}

fn write_explanations(sheet: &mut Worksheet, form: &Form) -> Result<(), Error> {
    let labels = &form.labels;
    sheet.set_name(allowed_name(&form.explanations_name)).map_err(not_written)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let bold = wrapped.clone().set_bold();
    let headings = [&labels.heading, &labels.meaning, &labels.required, &labels.allowed];
    for (column, (text, width)) in headings.into_iter().zip([28, 60, 12, 40]).enumerate() {
        let (row, at) = place(0, column)?;
        write_text(sheet, (row, at), text, &bold).map_err(not_written)?;
        sheet.set_column_width(at, width).map_err(not_written)?;
    }
    for (index, column) in form.columns.iter().enumerate() {
        let required = if column.required { &labels.yes } else { &labels.no };
        let texts = [&column.heading, &column.explanation, required, &allowed(column, labels)];
        for (at, text) in texts.into_iter().enumerate() {
            let format = if at == 0 { &bold } else { &wrapped };
            write_text(sheet, place(index + 1, at)?, text, format).map_err(not_written)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(not_written)?;
    Ok(())
}

fn allowed(column: &Column, labels: &Labels) -> String {
    match &column.kind {
        ColumnKind::Text => labels.text.clone(),
        ColumnKind::Number => labels.number.clone(),
        ColumnKind::Date => labels.date.clone(),
        ColumnKind::Choice(choices) => {
            let named = choices[..choices.len().min(CHOICES_NAMED)].join("; ");
            if choices.len() > CHOICES_NAMED { format!("{named}; …") } else { named }
        }
    }
}
