//! The register in a browser: pages and forms in English, Chinese and Russian.
//!
//! It holds no rule of the domain and no SQL: what may be done is asked of [`register`], what is there of [`store`].
//! Pages are made on the server and work without scripts.
//!
//! | module | what |
//! |---|---|
//! | `routes` | every address, in one table |
//! | `site`, `visit` | what the server knows; who comes, in which language, to which place |
//! | `shown`, `block` | entries and values as a page shows them; what pages are made of |
//! | `entry`, `pages` | the page of one entry; all other pages |
//! | `evidence` | weak links, balances, the map: what runs of analyses found |
//! | `acting` | logins, forms for every act, the desk |
//! | `set_up` | the form with which a register begins |
//! | `kept` | public pages, kept until something they were made of changes |
//! | `error`, `assets` | errors as pages; style sheet and scripts |
//! | `body`, `headers`, `fresh` | what comes in, whole and not too large; what every answer says; answers that the browser has already |

mod acting;
mod assets;
mod block;
mod body;
mod entry;
mod error;
mod evidence;
mod frame;
mod fresh;
mod headers;
mod kept;
mod pages;
mod routes;
mod set_up;
mod shown;
mod site;
mod visit;

pub use acting::account::Letter;
pub use routes::addresses;
pub use set_up::{Founded, Founding, SetUp, set_up};
pub use site::{DemoLogin, Reach, Settings, serve};
