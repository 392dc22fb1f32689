//! What users rely on: tables as people keep them are read right or refused with a sentence.

mod delimited;
mod forms;
mod headings;
mod made;
mod merged;
mod refused;
mod round_trip;
mod speed;
mod values;
