//! What the data say, on pages: the matrix of weak links, one link, balances, the map; and beside what came of them.
//!
//! | module | what |
//! |---|---|
//! | `runs` | the runs that a reader may see, with what was asked and found |
//! | `shown` | numbers, links and regions as cells and sentences |
//! | `matrix`, `link`, `balance`, `map` | the pages |
//! | `drawings` | the figures |
//! | `citing` | from a link to an agenda in one act |
//! | `cited` | evidence as it stood, on the pages of what came of it; flows of a pair and of a region |

pub(crate) mod balance;
pub(crate) mod cited;
pub(crate) mod citing;
pub(crate) mod link;
pub(crate) mod map;
pub(crate) mod matrix;

mod drawings;
mod runs;
mod shown;
