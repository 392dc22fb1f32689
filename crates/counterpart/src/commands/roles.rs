//! `--origin`, `--destination`, `--period`, `--flow`: which column is what.

use flows::{File, Given, Role, Roles};

use crate::error::Failure;
use crate::output;

/// Columns by role; those not named are guessed from usual names.
#[derive(clap::Args)]
#[command(next_help_heading = "Columns (guessed from usual names where not given)")]
pub struct RoleArgs {
    /// Column of the region the flow leaves
    #[arg(long, value_name = "COLUMN")]
    origin: Option<String>,
    /// Column of the region the flow reaches
    #[arg(long, value_name = "COLUMN")]
    destination: Option<String>,
    /// Column of the year or other period
    #[arg(long, value_name = "COLUMN")]
    period: Option<String>,
    /// Column of the flow
    #[arg(long, value_name = "COLUMN")]
    flow: Option<String>,
}

impl RoleArgs {
    /// The columns, given or guessed.
    pub fn find(&self, file: &File) -> Result<Roles, Failure> {
        let given = Given {
            origin: self.origin.clone(),
            destination: self.destination.clone(),
            period: self.period.clone(),
            flow: self.flow.clone(),
        };
        Roles::find(file, &given).map_err(Failure::of_all)
    }
}

/// Says aloud which columns were guessed.
pub fn say_guessed(roles: &Roles) {
    if !roles.guessed.is_empty() {
        output::say(&format!("columns guessed from their names: {}", described(roles, &roles.guessed)));
    }
}

/// `origin = exporter, flow = trade`.
pub fn described(roles: &Roles, which: &[Role]) -> String {
    let parts: Vec<String> = which
        .iter()
        .filter_map(|&role| {
            Some(format!("{} = {}", role.option().trim_start_matches('-'), roles.column(role)?))
        })
        .collect();
    parts.join(", ")
}
