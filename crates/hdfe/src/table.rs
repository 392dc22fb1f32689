//! A table of named columns in memory: what a formula is applied to.

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Numbers; missing is `NaN`.
    Numbers(Vec<f64>),
    /// Labels, coded: `labels[codes[row]]`; missing is [`Labels::MISSING`].
    Labels(Labels),
}

/// A column of labels, coded in order of first appearance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels {
    /// Code of each row.
    pub codes: Vec<u32>,
    /// Label of each code.
    pub labels: Vec<String>,
}

impl Labels {
    /// Code of a missing label.
    pub const MISSING: u32 = u32::MAX;

    /// Codes a sequence of labels; an empty one is missing.
    pub fn from_texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        let mut seen = std::collections::HashMap::<String, u32>::new();
        let mut labels = Labels::default();
        for text in texts {
            let text = text.as_ref();
            if text.is_empty() {
                labels.codes.push(Self::MISSING);
                continue;
            }
            let code = *seen.entry(text.to_owned()).or_insert_with(|| {
                labels.labels.push(text.to_owned());
                labels.labels.len() as u32 - 1
            });
            labels.codes.push(code);
        }
        labels
    }
}

/// Named columns of equal length.
#[derive(Debug, Clone, Default)]
pub struct Table {
    names: Vec<String>,
    columns: Vec<Column>,
    n_rows: usize,
}

impl Table {
    /// An empty table of `n_rows` rows.
    pub fn new(n_rows: usize) -> Self {
        Table { names: Vec::new(), columns: Vec::new(), n_rows }
    }

    /// Adds a column, or replaces the one of the same name.
    ///
    /// # Panics
    /// When the column's length is not the table's.
    pub fn insert(&mut self, name: impl Into<String>, column: Column) {
        let (name, length) = (name.into(), column.len());
        assert_eq!(length, self.n_rows, "column {name} has as many rows as the table");
        if let Some(at) = self.names.iter().position(|known| *known == name) {
            self.columns[at] = column;
        } else {
            self.names.push(name);
            self.columns.push(column);
        }
    }

    /// The column of a name.
    pub fn get(&self, name: &str) -> Option<&Column> {
        self.names.iter().position(|known| known == name).map(|at| &self.columns[at])
    }

    /// Names in the order of the file.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }
}

impl Column {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Column::Numbers(values) => values.len(),
            Column::Labels(labels) => labels.codes.len(),
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
