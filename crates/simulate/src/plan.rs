//! What to draw.

use crate::Error;

/// Most rows of one panel: about 16 GB of memory.
const MOST_ROWS: usize = 200_000_000;

/// What to draw; `Plan::default()` is the panel of the method's requirements (40 regions, ten years).
///
/// | parameter | default | why |
/// |---|---|---|
/// | `n_regions`, `n_periods` | 40, 10 | the size on which the method's promises are stated |
/// | `weak_share` | 0.05 | one pair in twenty: rare enough that a ranking can fail |
/// | `weak_low`, `weak_high` | 0.1, 0.6 | clearly below the threshold of 0.75, never without any flow by design |
/// | `lambda_sd` | 0.25 | ordinary pairs differ too; without this, noise alone would explain every deviation |
/// | `phi` | 1.5 | in million USD: small flows come as few deals of about one million each |
/// | `kappa` | 4 | a yearly shock with a standard deviation of half the flow, as bilateral trade shows |
/// | `median_flow` | 5 | in million USD: with the noise above about a fifth of the rows are zero |
/// | `missing_share` | 0.03 | some pairs are never reported, which is not zero |
/// | `size_sd`, `side_sd` | 1, 0.3 | sizes over two orders of magnitude; exports and imports of a region differ |
/// | `growth`, `step_sd` | 0.02, 0.05 | yearly growth and its surprises |
/// | `plane_km` | 3000 | two neighbouring countries of continental size |
/// | `distance` | -0.9 | the usual elasticity of trade |
/// | `contiguous`, `common_language` | 0.4, 0.4 | usual estimates |
/// | `crosses_border` | -1 | a border leaves about a third |
/// | `agreement`, `agreement_share` | 0.3, 0.15 | usual estimate; one pair in seven signs one |
/// | `first_year` | 2001 | |
/// | `seed` | 1 | |
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Regions, half of them in each of two countries.
    pub n_regions: usize,
    /// Years.
    pub n_periods: usize,
    /// Share of reported pairs planted as weak.
    pub weak_share: f64,
    /// Lowest ratio of a planted pair.
    pub weak_low: f64,
    /// Highest ratio of a planted pair.
    pub weak_high: f64,
    /// Standard deviation of the ratio of ordinary pairs, whose mean is 1.
    pub lambda_sd: f64,
    /// Noise like a count's: variance per mean, in million USD.
    pub phi: f64,
    /// Shape of the gamma shock proportional to the flow.
    pub kappa: f64,
    /// Median over all pairs and periods of what fundamentals predict, in million USD.
    pub median_flow: f64,
    /// Share of pairs (ordered) never reported.
    pub missing_share: f64,
    /// Standard deviation of log size between invented regions.
    pub size_sd: f64,
    /// Standard deviation of a region's log size as origin, and as destination, around its size.
    pub side_sd: f64,
    /// Yearly growth of log size.
    pub growth: f64,
    /// Standard deviation of a year's change of log size.
    pub step_sd: f64,
    /// Side of the square in which invented regions lie, in kilometres.
    pub plane_km: f64,
    /// Elasticity of the flow to distance.
    pub distance: f64,
    /// Effect of a common border, in logs.
    pub contiguous: f64,
    /// Effect of a common language, in logs.
    pub common_language: f64,
    /// Effect of an international border between the two, in logs.
    pub crosses_border: f64,
    /// Effect of a trade agreement in force, in logs.
    pub agreement: f64,
    /// Share of pairs (unordered) that sign an agreement at some time.
    pub agreement_share: f64,
    /// First year.
    pub first_year: usize,
    /// Seed of every draw.
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            n_regions: 40,
            n_periods: 10,
            weak_share: 0.05,
            weak_low: 0.1,
            weak_high: 0.6,
            lambda_sd: 0.25,
            phi: 1.5,
            kappa: 4.0,
            median_flow: 5.0,
            missing_share: 0.03,
            size_sd: 1.0,
            side_sd: 0.3,
            growth: 0.02,
            step_sd: 0.05,
            plane_km: 3000.0,
            distance: -0.9,
            contiguous: 0.4,
            common_language: 0.4,
            crosses_border: -1.0,
            agreement: 0.3,
            agreement_share: 0.15,
            first_year: 2001,
            seed: 1,
        }
    }
}

impl Plan {
    /// Checks every parameter against its range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.n_regions < 2 {
            return Err(Error::TooFewRegions { n_regions: self.n_regions });
        }
        if self.n_periods == 0 {
            return Err(Error::NoPeriods);
        }
        let n_rows = self.n_regions.saturating_mul(self.n_regions).saturating_mul(self.n_periods);
        if n_rows > MOST_ROWS {
            return Err(Error::TooLarge { n_rows, most: MOST_ROWS });
        }
        self.ranges().into_iter().try_for_each(|(parameter, value, low, high)| {
            let inside = (low..=high).contains(&value);
            if inside { Ok(()) } else { Err(Error::OutOfRange { parameter, value, low, high }) }
        })?;
        if self.weak_low > self.weak_high {
            return Err(Error::OutOfRange {
                parameter: "weak_low",
                value: self.weak_low,
                low: 0.0,
                high: self.weak_high,
            });
        }
        Ok(())
    }

    /// Parameter, value, lowest and highest value allowed (NaN is in no range).
    fn ranges(&self) -> [(&'static str, f64, f64, f64); 19] {
        const TINY: f64 = 1e-6;
        const HUGE: f64 = 1e6;
        [
            ("weak_share", self.weak_share, 0.0, 1.0),
            ("weak_low", self.weak_low, 0.0, 1.0),
            ("weak_high", self.weak_high, 0.0, 1.0),
            ("lambda_sd", self.lambda_sd, 0.0, 10.0),
            ("phi", self.phi, TINY, HUGE),
            ("kappa", self.kappa, TINY, HUGE),
            ("median_flow", self.median_flow, TINY, 1e9),
            ("missing_share", self.missing_share, 0.0, 0.99),
            ("size_sd", self.size_sd, 0.0, 5.0),
            ("side_sd", self.side_sd, 0.0, 5.0),
            ("growth", self.growth, -1.0, 1.0),
            ("step_sd", self.step_sd, 0.0, 1.0),
            ("plane_km", self.plane_km, 1.0, 20_000.0),
            ("distance", self.distance, -5.0, 0.0),
            ("contiguous", self.contiguous, -5.0, 5.0),
            ("common_language", self.common_language, -5.0, 5.0),
            ("crosses_border", self.crosses_border, -5.0, 5.0),
            ("agreement", self.agreement, -5.0, 5.0),
            ("agreement_share", self.agreement_share, 0.0, 1.0),
        ]
    }
}
