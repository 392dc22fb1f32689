//! How the two sides' opinions combine into the outcome of a recommendation.

/// Both *agreed*: agreed. *Agreed* with *agreed in part*, or both in part: agreed in part. One *declined*: declined; else one *deferred*:
/// deferred; else noted.
pub fn combine(a: &str, b: &str) -> &'static str {
    let either = |answer: &str| a == answer || b == answer;
    let agrees = |answer: &str| answer == "agreed" || answer == "agreed_in_part";
    match () {
        () if either("declined") => "declined",
        () if either("deferred") => "deferred",
        () if a == "agreed" && b == "agreed" => "agreed",
        () if agrees(a) && agrees(b) => "agreed_in_part",
        () => "noted",
    }
}

#[cfg(test)]
mod tests {
    use super::combine;

    #[test]
    fn all_pairs_combine_as_the_mechanism_says() {
        let table = [
            ("agreed", "agreed", "agreed"),
            ("agreed", "agreed_in_part", "agreed_in_part"),
            ("agreed_in_part", "agreed_in_part", "agreed_in_part"),
            ("agreed", "noted", "noted"),
            ("agreed_in_part", "noted", "noted"),
            ("noted", "noted", "noted"),
            ("agreed", "deferred", "deferred"),
            ("agreed_in_part", "deferred", "deferred"),
            ("noted", "deferred", "deferred"),
            ("deferred", "deferred", "deferred"),
            ("agreed", "declined", "declined"),
            ("agreed_in_part", "declined", "declined"),
            ("noted", "declined", "declined"),
            ("deferred", "declined", "declined"),
            ("declined", "declined", "declined"),
        ];
        for (a, b, outcome) in table {
            assert_eq!(combine(a, b), outcome, "{a} with {b}");
            assert_eq!(combine(b, a), outcome, "{b} with {a}");
        }
    }
}
