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
//! | `acting` | logins, forms for every act, the desk |
//! | `error`, `assets` | errors as pages; style sheet and scripts |

mod acting;
mod assets;
mod block;
mod entry;
mod error;
mod frame;
mod headers;
mod pages;
mod routes;
mod shown;
mod site;
mod visit;

pub use acting::account::Letter;
pub use routes::addresses;
pub use site::{DemoLogin, Settings, serve};
