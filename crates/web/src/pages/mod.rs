//! All pages but that of one entry.

pub(crate) mod about;
mod due;
pub(crate) mod export;
pub(crate) mod front;
pub(crate) mod list;
pub(crate) mod members;
pub(crate) mod news;
pub(crate) mod pair;
pub(crate) mod question;
pub(crate) mod roadmap;
pub(crate) mod search;
pub(crate) mod side;
mod timeline;

use askama::Template;

use crate::block::Block;
use crate::frame::Frame;

/// A page of a heading and blocks.
#[derive(Template)]
#[template(path = "blocks.html")]
pub(crate) struct BlocksPage {
    pub(crate) frame: Frame,
    pub(crate) heading: String,
    pub(crate) lead: Vec<String>,
    pub(crate) blocks: Vec<Block>,
}
