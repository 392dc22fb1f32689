//! A short run of what `examples/soak.rs` runs long: three panels, wider bounds that can still fail.

use crate::measure::{Measured, average, measure};

#[test]
fn the_method_keeps_its_promises_on_three_panels() {
    let measured: Vec<Measured> = (1..=3).map(measure).collect();
    let mean = average(&measured);
    for rival in 2..6 {
        assert!(mean.area[0] > mean.area[rival], "how sure beats ranking {rival}: {:?}", mean.area);
    }
    assert!(mean.area[1] > mean.area[2], "how much beats E - O: {:?}", mean.area);
    for share in mean.coverage {
        assert!((0.84..=0.95).contains(&share), "coverage by quarter: {:?}", mean.coverage);
    }
    for (stated, actual) in mean.false_share {
        assert!((stated - actual).abs() <= 0.12, "false share: {:?}", mean.false_share);
    }
}
