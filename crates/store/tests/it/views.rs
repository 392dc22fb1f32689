//! What became of it: the views, asked directly, on both databases.

mod due;
mod following;

use register::act::{Request, Wish};

use crate::fixture::{Fixture, at, request};

impl Fixture {
    /// Makes an entry at another time than the fixture's.
    async fn make_on(&self, who: &str, address: &str, when: &str, fields: &[(&str, &str)]) {
        let wish = Request { at: at(when), ..request(address, Wish::Create, fields) };
        self.act(who, &wish).await.unwrap_or_else(|error| panic!("{who} makes {address}: {error}"));
    }
}
