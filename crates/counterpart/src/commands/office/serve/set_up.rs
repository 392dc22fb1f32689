//! `counterpart serve --set-up`: what a register begins with is asked in the browser.

use std::path::Path;

use register::Side;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use web::{Founded, Founding};

use crate::commands::office::init::{self, Asked};
use crate::desk::Config;
use crate::error::Failure;
use crate::{output, server_key};

/// Serves the form until the register is made, and whether it was.
pub async fn run(
    folder: &Path,
    config: &Config,
    public_url: &str,
    reach: &web::Reach,
    listener: &mut TcpListener,
) -> Result<bool, Failure> {
    let token = server_key::token();
    output::say(&format!("{public_url}/en/set-up?token={token}"));
    let (founding, mut asked) = mpsc::channel(1);
    let set_up = web::SetUp { token, public_url: public_url.to_owned(), reach: reach.clone(), founding };
    let (folder, database) = (folder.to_owned(), config.database.clone());
    let maker = tokio::spawn(async move {
        let mut made = false;
        while let Some((founding, answer)) = asked.recv().await {
            let founded =
                if made { Founded::Broken } else { make(&folder, database.as_deref(), founding).await };
            made |= matches!(founded, Founded::Made(_));
            // Whoever asked may have hung up; the register is there all the same.
            let _ = answer.send(founded);
        }
        made
    });
    web::set_up(set_up, listener, output::ended()).await.map_err(super::Error::Serve)?;
    Ok(maker.await.unwrap_or(false))
}

async fn make(folder: &Path, database: Option<&str>, founding: Founding) -> Founded {
    let (mut members, mut unknown) = (Vec::new(), Vec::new());
    for (codes, side) in founding.members.iter().zip([Side::A, Side::B]) {
        match init::members_of(codes, side) {
            Ok(mut known) => members.append(&mut known),
            Err(codes) => unknown.extend(codes.into_iter().map(|unknown| unknown.code)),
        }
    }
    if !unknown.is_empty() {
        return Founded::Unknown(unknown);
    }
    let Founding { name, sides, administrators, languages, .. } = founding;
    let (name, sides) = (init::texts(name), sides.map(init::texts));
    let asked = Asked { name, sides, administrators, languages, members };
    let faults = asked.faults();
    if !faults.is_empty() {
        return Founded::Refused(faults);
    }
    match init::found(folder, database, &asked).await {
        Ok(tokens) => Founded::Made(tokens),
        Err(failure) => {
            output::say(&failure.report.render());
            Founded::Broken
        }
    }
}
