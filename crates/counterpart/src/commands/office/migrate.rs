//! `counterpart migrate`: brings the tables of an older register to this version.

use store::Store;

use crate::desk::{self, DeskArgs, config, database_url};
use crate::error::Failure;
use crate::output;

/// Arguments of `counterpart migrate`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    desk: DeskArgs,
}

/// Migrates, or leaves the register as it was.
pub fn run(args: &Args) -> Result<(), Failure> {
    desk::run(async {
        let folder = args.desk.folder();
        let store = Store::connect(&database_url(&folder, &config(&folder)?), false).await?;
        match store.check_version().await {
            Ok(()) => {}
            Err(store::Error::Older { .. }) => store.migrate().await?,
            Err(other) => return Err(other.into()),
        }
        Ok(output::print(&format!("{}\n", args.desk.lang.say("office-migrated")))?)
    })
}
