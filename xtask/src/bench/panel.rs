//! The panels, the models fitted to them, and what every tool finds there.

use std::fs;
use std::path::{Path, PathBuf};

use super::results::{Estimate, Row};
use crate::Error;
use crate::process::{self, command, target};

/// How much is measured.
#[derive(Clone, Copy)]
pub enum Profile {
    /// Panel S alone.
    Smoke,
    /// Panels S and M.
    Iterate,
    /// All panels, groups and weak links; writes `docs/benchmarks.md`.
    Full,
}

/// One model on one panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Size of the panel as `make_panel.py` names it.
    pub panel: &'static str,
    /// `fe3` (pair effects too) or `fe2`, as `time_pyfixest.py` names it.
    pub model: &'static str,
}

const CASES: [Case; 9] = [
    Case { panel: "S", model: "fe3" },
    Case { panel: "M", model: "fe3" },
    Case { panel: "M", model: "fe2" },
    Case { panel: "L", model: "fe3" },
    Case { panel: "L", model: "fe2" },
    Case { panel: "L30", model: "fe3" },
    Case { panel: "L30", model: "fe2" },
    Case { panel: "XL", model: "fe3" },
    Case { panel: "XL", model: "fe2" },
];

impl Profile {
    /// What it measures.
    pub fn cases(self) -> &'static [Case] {
        match self {
            Profile::Smoke => &CASES[..1],
            Profile::Iterate => &CASES[..3],
            Profile::Full => &CASES,
        }
    }
}

impl Case {
    /// Whether the peer is measured too; on XL it takes minutes and more memory than many machines have.
    pub fn has_peer(self) -> bool {
        self.panel != "XL"
    }

    /// Rows of the panel.
    pub fn n_rows(self) -> f64 {
        match self.panel {
            "S" => 60.0 * 60.0 * 10.0,
            "M" => 150.0 * 150.0 * 20.0,
            "L" => 250.0 * 250.0 * 40.0,
            "L30" => 1_749_658.0,
            _ => 500.0 * 500.0 * 40.0,
        }
    }

    /// The formula.
    pub fn formula(self) -> &'static str {
        match self.model {
            "fe3" => "value ~ fta + tariff | origin^year + dest^year + origin^dest",
            _ => "value ~ log_dist + contig + lang | origin^year + dest^year",
        }
    }

    /// Observations, estimates and standard errors (fixest's convention) on which pyfixest, fixest and a
    /// separate prototype agree, to the digits given; none for a panel where they were not compared.
    pub fn published(self) -> Published {
        match (self.panel, self.model) {
            ("M", "fe3") => Published {
                n_obs: Some(404_078),
                estimates: &[("fta", 0.266_067, Some(0.042_277)), ("tariff", -1.953_865, Some(0.370_319))],
            },
            ("M", "fe2") => Published {
                n_obs: Some(448_050),
                estimates: &[
                    ("log_dist", -1.258_273, None),
                    ("contig", -0.158_192, None),
                    ("lang", 0.466_259, None),
                ],
            },
            ("L", "fe3") => Published {
                n_obs: Some(2_264_403),
                estimates: &[("fta", 0.274_927, Some(0.024_568)), ("tariff", -2.287_623, Some(0.227_467))],
            },
            _ => Published { n_obs: None, estimates: &[] },
        }
    }
}

/// What every tool finds.
pub struct Published {
    n_obs: Option<usize>,
    estimates: &'static [(&'static str, f64, Option<f64>)],
}

/// Half a unit of the sixth decimal, the last one published, and the tolerance of the fits that found it.
const TOLERANCE: f64 = 1.5e-6;

/// Says where a fit differs from what every tool finds.
pub fn difference(row: &Row, published: &Published) -> Option<String> {
    let at = format!("panel {} {}", row.case.panel, row.case.model);
    if published.n_obs.is_some_and(|n_obs| n_obs != row.n_obs) {
        return Some(format!("{at}: n_obs is {}, published {:?}", row.n_obs, published.n_obs));
    }
    published.estimates.iter().find_map(|(term, estimate, std_error)| {
        let Some(found) = row.estimates.iter().find(|found| found.term == *term) else {
            return Some(format!("{at}: no estimate of {term}"));
        };
        let Estimate { value, std_error: error, .. } = found;
        let same = (value - estimate).abs() <= TOLERANCE
            && std_error.is_none_or(|std_error| (error - std_error).abs() <= TOLERANCE);
        (!same).then(|| format!("{at}: {term} is {value} ({error}), published {estimate} ({std_error:?})"))
    })
}

/// The panel of a size, made unless it is there.
pub fn make(python: &Path, size: &str) -> Result<PathBuf, Error> {
    let folder = target().join("bench");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("panel_{size}.parquet"));
    if !file.is_file() {
        let unfinished = folder.join(format!("panel_{size}.unfinished"));
        let out = unfinished.to_string_lossy();
        let (size, missing) = if size == "L30" { ("L", "0.3") } else { (size, "0") };
        let arguments = ["benches/peers/make_panel.py", "--size", size, "--missing", missing, "--out", &out];
        process::run(&mut command(python, &arguments))?;
        fs::rename(&unfinished, &file)?;
    }
    Ok(file)
}
