//! `docs/benchmarks.md`.

use std::fmt::Write as _;
use std::fs;

use super::panel::Case;
use super::results::{Program, Row, median};
use crate::Error;
use crate::process::root;
use crate::stamp::Stamp;

/// Bytes that a fit of three effects has to move for each row at least: a start pass, five evaluations, eleven
/// iterations, six demeaning sweeps and a pass for the covariance.
const LEAST_BYTES: f64 = 576.0;

/// Medians of all runs of each case, beside the peer's and the floor.
pub fn fits(cases: &[Case], rows: &[Row], bandwidth: f64) -> String {
    let mut text = format!(
        "\n## Fits\n\n\
         Memory moves at {:.1} GB/s in the same run; the floor of three effects is {LEAST_BYTES} bytes a row at that.\n\n\
         | panel | rows | model | n_obs | iterations | read s | fit s | process s | peak MiB | \
         pyfixest fit s | its process s | its MiB | fit ratio | process ratio | fit / floor |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
        bandwidth / 1e9
    );
    for case in cases {
        let of = |program| rows.iter().filter(move |row| row.case == *case && row.program == program);
        let middle = |program, value: fn(&Row) -> f64| median(of(program).map(value).collect());
        let Some(first) = of(Program::Counterpart).next() else { continue };
        let own = |value| middle(Program::Counterpart, value);
        let (fit, process) = (own(|row| row.fit_s), own(|row| row.seconds));
        let floor = match case.model {
            "fe3" => format!("{:.1}", fit / (LEAST_BYTES * case.n_rows() / bandwidth)),
            _ => "-".to_owned(),
        };
        let peer = if case.has_peer() {
            let peer = |value| middle(Program::Pyfixest, value);
            let (peer_fit, peer_process) = (peer(|row| row.fit_s), peer(|row| row.seconds));
            let (fits, processes) = (peer_fit / fit, peer_process / process);
            let mib = peer(|row| row.peak_mib);
            format!("{peer_fit:.2} | {peer_process:.2} | {mib:.0} | {fits:.0} x | {processes:.0} x")
        } else {
            "- | - | - | - | -".to_owned()
        };
        let _ = writeln!(
            text,
            "| {} | {:.0} | {} | {} | {} | {:.3} | {fit:.3} | {process:.2} | {:.0} | {peer} | {floor} |",
            case.panel,
            case.n_rows(),
            case.model,
            first.n_obs,
            first.iterations,
            own(|row| row.read_s),
            own(|row| row.peak_mib),
        );
    }
    text
}

/// Writes the page.
pub fn write(sections: &[String], stamp: &Stamp, threads: usize, runs: usize) -> Result<(), Error> {
    let Stamp { date, commit, machine } = stamp;
    let page = format!(
        "# How long estimation takes\n\n\
         Written by `cargo xtask bench full`; all runs are in `benches/results.csv`.\n\
         Measured on {date} at commit {commit} on {machine}, with {threads} threads; medians of {runs} runs, ours and \
         the peer's in turn.\n\
         The peer is pyfixest (version in `benches/peers/requirements.txt`) with its fastest demeaner.\n\
         The panels are simulated (`benches/peers/make_panel.py`); L30 is L without 30 % of its rows.\n\
         fe3 has origin-period, destination-period and pair effects, fe2 the first two; errors are clustered by pair.\n\
         Fit means from coded columns in memory to the table; coding counts as read.\n\
         Both find the same estimates, or the measurement fails.\n{}",
        sections.concat()
    );
    Ok(fs::write(root().join("docs/benchmarks.md"), page)?)
}
