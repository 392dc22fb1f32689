//! Panels of flows between regions with known truth.
//!
//! For tests, benches, documentation, and users who want to see what the method does before they trust it
//! with their own data. The process is the structural gravity equation that the method assumes, so that every
//! pair's true ratio `lambda` is known:
//!
//! ```text
//! m_ijt = exp(alpha_it + gamma_jt + x_ijt' beta)        what fundamentals predict
//! y_ijt ~ compound Poisson-gamma, E = lambda_ij m_ijt,  Var = phi E + E^2 / kappa
//! ```
//!
//! | symbol | unit | meaning |
//! |---|---|---|
//! | i, j, t | - | origin, destination, period |
//! | alpha, gamma | log | size of the origin and of the destination, random walks over the periods |
//! | lambda | - | true ratio of the pair: Gamma(mean 1) for ordinary pairs, uniform on a low interval for planted ones |
//! | phi, kappa | unit of the flow, - | noise like a count's, and a shock proportional to the flow |
//!
//! [`panel`] invents the regions (places on a plane, two countries); [`panel_between`] takes given ones.
//! Same plan, same numbers: every draw comes from a `ChaCha` stream of its own, so that changing one thing (the
//! planted share, say) leaves all other draws as they are, and what is returned is rounded to
//! seven digits, so that the last digit of a machine's logarithm does not show.
//!
//! - `plan`: the parameters, their defaults and the reasons
//! - `geography`: who the regions are, how far apart, who borders whom
//! - `truth`: lambda of every pair
//! - `effects`: [`three_way`] and [`staggered`], panels with a treatment whose effect is known
//! - `noise`: compound Poisson-gamma draws

mod effects;
mod error;
mod geography;
mod noise;
mod plan;
mod truth;

pub use effects::{Spread, Treated, staggered, three_way};
pub use error::Error;
pub use geography::{Region, Sides};
pub use plan::Plan;
pub use truth::Truth;

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};

use geography::Geography;

/// A simulated panel: one entry per reported row, sorted by origin, destination and period.
///
/// Flows inside a region are not part of it: published tables between regions rarely hold them.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Codes of the regions.
    pub regions: Vec<String>,
    /// Periods (years), in order.
    pub periods: Vec<String>,
    /// Region the flow leaves (row -> index in `regions`).
    pub origin: Vec<u32>,
    /// Region the flow reaches (row -> index in `regions`).
    pub destination: Vec<u32>,
    /// Period (row -> index in `periods`).
    pub period: Vec<u32>,
    /// Flow, in million USD.
    pub flow: Vec<f64>,
    /// Distance in kilometres.
    pub distance_km: Vec<f64>,
    /// 1 where the two share a border, else 0.
    pub contiguous: Vec<f64>,
    /// 1 where they share a language, else 0.
    pub common_language: Vec<f64>,
    /// 1 where an international border lies between them, else 0.
    pub crosses_border: Vec<f64>,
    /// 1 where a trade agreement between them is in force in that period, else 0.
    pub agreement: Vec<f64>,
    /// The truth about every reported pair, sorted by origin and destination.
    pub truth: Vec<Truth>,
}

/// Draws a panel between `plan.n_regions` invented regions in two countries on a plane.
///
/// # Errors
/// [`Error`] names the parameter out of its range, or a panel too large for one machine.
pub fn panel(plan: &Plan) -> Result<Panel, Error> {
    plan.check()?;
    let geography = Geography::invented(plan);
    let n_pairs = geography.pairs.len();
    let reported = truth::reported(plan, n_pairs);
    let n_reported = reported.iter().filter(|&&kept| kept).count();
    let n_planted = (plan.weak_share * n_reported as f64).round() as usize;
    draw(plan, geography, &reported, n_planted)
}

/// Draws a panel of the flows between two given sides, in both directions, with a stated number of planted
/// weak links among them. Sizes start at the given ones; distances are great circles.
///
/// `plan.n_regions` and `plan.weak_share` are not used.
///
/// # Errors
/// As [`panel`]; besides, an empty side and more planted links than there are reported pairs.
pub fn panel_between(plan: &Plan, sides: &Sides, n_planted: usize) -> Result<Panel, Error> {
    plan.check()?;
    sides.check()?;
    let geography = Geography::of_sides(sides);
    let reported = truth::reported(plan, geography.pairs.len());
    draw(plan, geography, &reported, n_planted)
}

/// Where the draws of one part of the process come from.
#[derive(Clone, Copy)]
enum Stream {
    Places = 1,
    Sizes,
    Agreements,
    Lambda,
    Planted,
    Reported,
    Noise,
}

fn stream(plan: &Plan, part: Stream) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(plan.seed);
    rng.set_stream(part as u64);
    rng
}

/// Seven significant digits: enough for any use, and the same on machines whose `exp` and `ln` differ in the
/// last one.
fn rounded(value: f64) -> f64 {
    format!("{value:.6e}").parse().expect("a formatted number is a number")
}

fn draw(plan: &Plan, geography: Geography, reported: &[bool], n_planted: usize) -> Result<Panel, Error> {
    let n_reported = reported.iter().filter(|&&kept| kept).count();
    if n_planted > n_reported {
        return Err(Error::TooManyPlanted { n_planted, n_pairs: n_reported });
    }
    let sizes = walks(plan, &geography.log_size);
    let started = agreements(plan, &geography);
    let lambda = truth::lambdas(plan, reported, n_planted);
    let mean = means(plan, &geography, &sizes, &started);

    let mut panel = Panel::of(geography.codes, plan);
    let mut rng = stream(plan, Stream::Noise);
    let noise = noise::Noise::new(plan.phi, plan.kappa);
    for (p, pair) in geography.pairs.iter().enumerate() {
        let (ratio, planted) = lambda[p];
        if reported[p] {
            panel.truth.push(Truth {
                origin: pair.origin,
                destination: pair.destination,
                lambda: ratio,
                planted,
            });
        }
        for t in 0..plan.n_periods {
            // Drawn for every pair, so that a pair that is not reported does not shift the others.
            let flow = noise.draw(ratio * mean[p * plan.n_periods + t], &mut rng);
            if reported[p] {
                panel.push(pair, t, flow, started[p] <= t);
            }
        }
    }
    Ok(panel)
}

impl Panel {
    fn of(regions: Vec<String>, plan: &Plan) -> Panel {
        Panel {
            regions,
            periods: (0..plan.n_periods).map(|t| (plan.first_year + t).to_string()).collect(),
            origin: Vec::new(),
            destination: Vec::new(),
            period: Vec::new(),
            flow: Vec::new(),
            distance_km: Vec::new(),
            contiguous: Vec::new(),
            common_language: Vec::new(),
            crosses_border: Vec::new(),
            agreement: Vec::new(),
            truth: Vec::new(),
        }
    }

    fn push(&mut self, pair: &geography::Pair, t: usize, flow: f64, agreed: bool) {
        self.origin.push(pair.origin);
        self.destination.push(pair.destination);
        self.period.push(t as u32);
        self.flow.push(flow);
        self.distance_km.push(pair.distance_km);
        self.contiguous.push(f64::from(u8::from(pair.contiguous)));
        self.common_language.push(f64::from(u8::from(pair.common_language)));
        self.crosses_border.push(f64::from(u8::from(pair.crosses_border)));
        self.agreement.push(f64::from(u8::from(agreed)));
    }
}

/// Sizes over the periods, in logs: as origin and as destination (each region -> period).
struct Walks {
    out: Vec<f64>,
    into: Vec<f64>,
}

/// A random walk from each region's size, one as origin and one as destination.
fn walks(plan: &Plan, log_size: &[f64]) -> Walks {
    let mut rng = stream(plan, Stream::Sizes);
    let offset = Normal::new(0.0, plan.side_sd).expect("checked with the plan");
    let step = Normal::new(0.0, plan.step_sd).expect("checked with the plan");
    let mut walk = || {
        let mut sizes = Vec::with_capacity(log_size.len() * plan.n_periods);
        for &start in log_size {
            let mut at = start + offset.sample(&mut rng);
            for _ in 0..plan.n_periods {
                sizes.push(at);
                at += plan.growth + step.sample(&mut rng);
            }
        }
        sizes
    };
    Walks { out: walk(), into: walk() }
}

/// First period of each pair's agreement, both directions alike; beyond the last where there is none.
fn agreements(plan: &Plan, geography: &Geography) -> Vec<usize> {
    use rand::RngExt as _;
    let mut rng = stream(plan, Stream::Agreements);
    let mut starts = std::collections::HashMap::new();
    let mut of_pair = Vec::with_capacity(geography.pairs.len());
    for pair in &geography.pairs {
        let key = (pair.origin.min(pair.destination), pair.origin.max(pair.destination));
        let start = *starts.entry(key).or_insert_with(|| {
            let (chosen, when) = (rng.random::<f64>(), rng.random_range(0..plan.n_periods));
            if chosen < plan.agreement_share { when } else { usize::MAX }
        });
        of_pair.push(start);
    }
    of_pair
}

/// What fundamentals predict, pair by pair and period by period, scaled to the median asked for.
fn means(plan: &Plan, geography: &Geography, sizes: &Walks, started: &[usize]) -> Vec<f64> {
    let mut log_mean = Vec::with_capacity(geography.pairs.len() * plan.n_periods);
    for (pair, &start) in geography.pairs.iter().zip(started) {
        let bilateral = plan.distance * pair.distance_km.ln()
            + plan.contiguous * f64::from(u8::from(pair.contiguous))
            + plan.common_language * f64::from(u8::from(pair.common_language))
            + plan.crosses_border * f64::from(u8::from(pair.crosses_border));
        for t in 0..plan.n_periods {
            let out = sizes.out[pair.origin as usize * plan.n_periods + t];
            let into = sizes.into[pair.destination as usize * plan.n_periods + t];
            let agreed = if start <= t { plan.agreement } else { 0.0 };
            log_mean.push(out + into + bilateral + agreed);
        }
    }
    let mut sorted = log_mean.clone();
    let middle = sorted.len() / 2;
    let (_, &mut median, _) = sorted.select_nth_unstable_by(middle, f64::total_cmp);
    log_mean.iter().map(|log| plan.median_flow * (log - median).exp()).collect()
}

#[cfg(test)]
mod tests;
