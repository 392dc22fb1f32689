//! A form to fill in, with drop-downs and a page of explanations.

use register::kind::Kind;
use spreadsheets::{Error, Form, Labels, write_form};
use words::Language;

use crate::columns::{columns, described};

/// Rows with drop-downs.
const ROWS: usize = 1_000;

/// The workbook to fill in for a kind, with headings and explanations in a language.
pub fn template(kind: &'static Kind, lang: Language) -> Result<Vec<u8>, Error> {
    let langs: Vec<String> = Language::ALL.iter().map(|language| language.code().to_owned()).collect();
    let mut columns: Vec<_> =
        columns(kind, &langs).iter().map(|meaning| described(lang, kind, meaning)).collect();
    // The first column says what a row of the form is.
    columns[0].explanation = lang.join(&[words::kind_about(lang, kind), columns[0].explanation.clone()]);
    write_form(&Form {
        columns,
        sheet_name: words::kinds(lang, kind),
        explanations_name: lang.say("sheet-explanations"),
        lists_name: lang.say("sheet-lists"),
        labels: labels(lang),
        n_rows: ROWS,
    })
}

fn labels(lang: Language) -> Labels {
    Labels {
        heading: lang.say("sheet-heading"),
        meaning: lang.say("sheet-meaning"),
        required: lang.say("sheet-required"),
        allowed: lang.say("sheet-allowed"),
        yes: words::word(lang, "yes"),
        no: words::word(lang, "no"),
        text: lang.say("form-line"),
        number: lang.say("form-number"),
        date: lang.say("form-date"),
    }
}
