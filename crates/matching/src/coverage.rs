//! What stands behind the common elements, and which projects stand on none.

use register::actor::Reader;
use register::kind::kind;
use serde::Serialize;
use store::views::{Brief, Direction, Node};
use store::{Filter, Transaction};

use crate::error::Error;

/// States in which a recommendation or project carries nothing any more.
const GIVEN_UP: [&str; 6] = ["withdrawn", "declined", "cancelled", "not_pursued", "merged", "suspended"];

/// Common elements and projects that hang on nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// How many common elements both sides have confirmed.
    pub n_confirmed: usize,
    /// Confirmed elements that no recommendation and no project carries.
    pub bare_elements: Vec<Brief>,
    /// How many projects are under way or planned.
    pub n_projects: usize,
    /// Projects on whose thread there is no common element.
    pub stray_projects: Vec<Brief>,
}

/// What stands behind the common elements that a reader may see.
pub async fn coverage(transaction: &mut Transaction, reader: Reader, lang: &str) -> Result<Coverage, Error> {
    let confirmed =
        Filter { kind: kind("common_element"), states: vec!["confirmed".to_owned()], ..Filter::default() };
    let confirmed = transaction.list(reader, &confirmed).await?;
    let mut bare_elements = Vec::new();
    for element in &confirmed {
        let carriers = transaction.named_by(reader, &element.address, true).await?;
        let carries = |kind: &str, state: &str| {
            ["recommendation", "project"].contains(&kind) && !GIVEN_UP.contains(&state)
        };
        if !carriers.iter().any(|(_, carrier)| carries(carrier.kind().name, carrier.state)) {
            bare_elements.push(Brief::of(element, lang));
        }
    }
    let mut projects =
        transaction.list(reader, &Filter { kind: kind("project"), ..Filter::default() }).await?;
    projects.retain(|project| !GIVEN_UP.contains(&project.state));
    let mut stray_projects = Vec::new();
    for project in &projects {
        let thread = transaction.trace(reader, &project.address, Direction::Back, lang).await?;
        if !thread.as_ref().is_some_and(has_element) {
            stray_projects.push(Brief::of(project, lang));
        }
    }
    Ok(Coverage { n_confirmed: confirmed.len(), bare_elements, n_projects: projects.len(), stray_projects })
}

fn has_element(node: &Node) -> bool {
    node.entry.address.kind().name == "common_element" || node.next.iter().any(has_element)
}
