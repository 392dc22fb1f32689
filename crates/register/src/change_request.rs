//! A change of an agreed project: it is asked for, both sides agree, the register writes it; earlier versions stay
//! readable in the audit chain.

use crate::act::Changes;
use crate::consequences::Follow;
use crate::entry::Entry;
use crate::error::{Error, Errors};
use crate::kind::kind;
use crate::kinds::projects::CHANGEABLE;
use crate::schedule;
use crate::table;
use crate::value::{self, Fields, Inputs, Value};

/// Takes the project into modification and remembers where it stood; a second request on the same project waits.
pub(crate) fn open(follow: &Follow, changes: &mut Changes) -> Result<(), Errors> {
    let request = &mut changes.writes[0].entry;
    let project = project(request, follow)?;
    changed(request, project)?;
    let moved = follow.moved(project, "modify").ok_or_else(|| {
        vec![Error::NoRow { address: project.address.clone(), act: "modify".into(), state: project.state }]
    })?;
    request.fields.insert("project_state", Value::Plain(project.state.to_owned()));
    changes.writes.push(moved);
    Ok(())
}

/// Takes the project back to where it stood, changed when the request was agreed.
pub(crate) fn close(follow: &Follow, act: &str, before: &Entry, changes: &mut Changes) -> Result<(), Errors> {
    if before.state != "open" {
        return Ok(());
    }
    let request = changes.writes[0].entry.clone();
    let project = project(&request, follow)?;
    let back = format!("modified_{}", request.plain("project_state").unwrap_or("agreed"));
    let Some(mut write) = follow.moved(project, &back) else { return Ok(()) };
    if act == "agree" {
        write.entry.fields = changed(&request, project)?;
    }
    let project = write.entry.clone();
    changes.writes.push(write);
    if act == "agree" && project.state == "in_implementation" {
        changes.writes.extend(schedule::renew(&project, follow.related, follow.request));
    }
    Ok(())
}

fn project<'a>(request: &Entry, follow: &'a Follow) -> Result<&'a Entry, Errors> {
    let address = request.reference("project").expect("a change request names its project");
    follow.related.get(&address).ok_or_else(|| vec![Error::NotFound { address }])
}

/// The fields that the project would have; a request that would break it is not opened.
fn changed(request: &Entry, project: &Entry) -> Result<Fields, Errors> {
    if let Some(region) = request.reference("region").filter(|it| !project.references("parties").contains(it))
    {
        return Err(vec![Error::NoParty { region, project: project.address.clone() }]);
    }
    let mut fields = project.fields.clone();
    value::write(project.kind(), &mut fields, &inputs(request)?)?;
    let missing = value::missing(project.kind(), &fields);
    if missing.is_empty() { Ok(fields) } else { Err(missing) }
}

/// The changes as inputs of a project; all that cannot be read at once.
fn inputs(request: &Entry) -> Result<Inputs, Errors> {
    let project = kind("project").expect("projects exist");
    let mut faults = Errors::new();
    let mut cells = Vec::new();
    for line in request.items("changes") {
        let column = line.split_once('=').and_then(|(name, text)| {
            let column = table::column(project, name.trim())?;
            CHANGEABLE.contains(&column.field.name).then_some((column, text.trim().to_owned()))
        });
        match column {
            Some(cell) => cells.push(cell),
            None => faults.push(Error::ChangeRequest { text: line.clone() }),
        }
    }
    if faults.is_empty() { Ok(table::inputs(&cells)) } else { Err(faults) }
}
