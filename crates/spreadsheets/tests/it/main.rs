//! What users rely on: tables as people keep them are read right or refused with a sentence.

mod delimited;
mod headings;
mod made;
mod merged;
mod refused;
mod speed;
mod values;
