//! Labels to codes, in order of first appearance.

use std::collections::HashMap;

use hdfe::Labels;

/// Codes the labels of one column. Space around a label is no part of it; an empty one is missing.
#[derive(Debug, Default)]
pub(crate) struct Coder {
    codes: Vec<u32>,
    labels: Vec<String>,
    known: HashMap<String, u32>,
}

impl Coder {
    pub fn with_capacity(n_rows: usize) -> Self {
        Coder { codes: Vec::with_capacity(n_rows), ..Coder::default() }
    }

    pub fn push(&mut self, label: &str) {
        let code = self.code(label);
        self.push_code(code);
    }

    pub fn push_code(&mut self, code: u32) {
        self.codes.push(code);
    }

    /// Code of a label, new if it was not seen.
    pub fn code(&mut self, label: &str) -> u32 {
        let label = label.trim();
        if label.is_empty() {
            return Labels::MISSING;
        }
        // Tables of flows are mostly sorted: the label of the row before saves the search.
        if let Some(&last) = self.codes.last()
            && self.labels.get(last as usize).is_some_and(|known| known == label)
        {
            return last;
        }
        if let Some(&code) = self.known.get(label) {
            return code;
        }
        let code = self.labels.len() as u32;
        self.labels.push(label.to_owned());
        self.known.insert(label.to_owned(), code);
        code
    }

    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn finish(self) -> Labels {
        Labels { codes: self.codes, labels: self.labels }
    }
}
