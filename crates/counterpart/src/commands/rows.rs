//! From a file to the rows of an analysis.

use std::path::Path;

use flows::{Dropped, Evidence, File, Roles};

use crate::commands::roles::{RoleArgs, say_guessed};
use crate::error::Failure;

/// Reads a table and makes a panel of it; covariates as listed, or all that are recognised.
pub fn rows(
    data: &Path,
    roles: &RoleArgs,
    covariates: Option<&str>,
    undirected: bool,
) -> Result<(File, Roles, Evidence), Failure> {
    let file = flows::read(data, &flows::Reading { columns: None, checksum: true })?;
    let roles = roles.find(&file)?;
    say_guessed(&roles);
    let covariates = match covariates {
        Some(list) => flows::covariates(&file, &roles, list).map_err(Failure::of_all)?,
        None => flows::recognise_covariates(&file, &roles),
    };
    let evidence = flows::panel(&file, &roles, &covariates, undirected).map_err(Failure::of_all)?;
    Ok((file, roles, evidence))
}

/// Rows left out while reading, as an analysis counts them.
pub fn refused(dropped: &[Dropped]) -> Vec<weaklinks::Dropped> {
    let refused = |dropped: &Dropped| weaklinks::Dropped {
        first_rows: dropped.first_rows.clone(),
        ..weaklinks::Dropped::by_rule(dropped.reason, dropped.n_rows)
    };
    dropped.iter().map(refused).collect()
}
