//! Properties of every figure: well-formed, described, one mark a number, finite, safe and repeatable.

use figures::{
    Caption, Course, CourseLabels, Courses, Event, EventLabels, EventStudy, Figure, Interval, IntervalLabels,
    Intervals, Mark, Numbers, Scatter, ScatterLabels, Series,
};

const HOSTILE: &str = "<script>alert('x')</script> & \"co\"";

fn caption(id: &'static str) -> Caption<'static> {
    Caption { id, title: HOSTILE, description: "What the figure shows" }
}

fn plain(value: f64) -> String {
    format!("{value}")
}

fn numbers() -> Numbers<'static> {
    Numbers { axis: &plain, flow: &plain, ratio: &plain, none: "–" }
}

fn scatter(observed: &[f64], background: &[(f64, f64)]) -> Figure {
    let mark = |(k, &observed): (usize, &f64)| Mark {
        name: format!("{HOSTILE} {k}"),
        expected: 10.0 * (k + 1) as f64,
        observed,
        filled: k == 0,
    };
    let marks: Vec<Mark> = observed.iter().enumerate().map(mark).collect();
    let series =
        [Series { name: "A → B".into(), marks: marks.clone() }, Series { name: "B → A".into(), marks }];
    let labels = ScatterLabels {
        expected: "expected",
        observed: "observed",
        equal: "as expected",
        zero: "0",
        background: "other pairs",
        filled: "in the table",
        link: "link",
        direction: "direction",
    };
    Scatter { caption: caption("figure-flows"), labels, numbers: numbers(), background, series: &series }
        .draw()
}

fn intervals(ratios: &[(f64, Option<(f64, f64)>)]) -> Figure {
    let row = |&(ratio, ends): &(f64, Option<(f64, f64)>)| Interval {
        name: HOSTILE.into(),
        direction: 1,
        ratio,
        ends,
    };
    let rows: Vec<Interval> = ratios.iter().map(row).collect();
    let labels = IntervalLabels {
        ratio: "ratio",
        one: "as expected",
        threshold: "weak",
        link: "link",
        low: "low",
        high: "high",
    };
    Intervals {
        caption: caption("figure-intervals"),
        labels,
        numbers: numbers(),
        threshold: 0.75,
        rows: &rows,
        directions: &["A → B".into(), "B → A".into()],
    }
    .draw()
}

fn courses(observed: &[Option<f64>]) -> Figure {
    let periods: Vec<String> = (0..observed.len()).map(|k| (2001 + k).to_string()).collect();
    let expected = observed.iter().map(|_| Some(4.0)).collect();
    let course = [Course { name: HOSTILE.into(), observed: observed.to_vec(), expected }];
    let labels = CourseLabels {
        observed: "observed",
        expected: "expected",
        missing: "gaps: not reported",
        link: "link",
        period: "period",
    };
    Courses {
        caption: caption("figure-courses"),
        labels,
        numbers: numbers(),
        periods: &periods,
        courses: &course,
    }
    .draw()
}

/// Tags open and close in order, and attributes have values in double quotes.
fn assert_well_formed(svg: &str) {
    let mut open: Vec<String> = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("every tag ends");
        assert!(!text.contains('>'), "unescaped > in {text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            if !tag.ends_with('/') {
                open.push(tag.split_whitespace().next().unwrap_or_default().to_owned());
            }
        }
    }
    assert!(open.is_empty(), "not closed: {open:?}");
}

fn assert_sound(figure: &Figure) {
    assert_well_formed(&figure.svg);
    assert!(figure.svg.starts_with("<svg "));
    assert!(figure.svg.contains("<title id=") && figure.svg.contains("<desc id="));
    assert!(figure.svg.contains("aria-labelledby="));
    assert!(!figure.svg.contains("NaN") && !figure.svg.contains("inf\""), "{}", figure.svg);
    assert!(!figure.svg.contains("<script") && !figure.svg.contains("href"));
    assert!(figure.table.rows.iter().all(|row| row.len() == figure.table.header.len()));
}

#[test]
fn the_scatter_has_one_mark_a_pair_and_keeps_zeros() {
    let figure = scatter(&[5.0, 0.0, 40.0], &[(3.0, 4.0), (3.0, 4.0), (900.0, 0.0)]);
    assert_sound(&figure);
    // Two keys hollow, two filled, and three marks in each direction.
    assert_eq!(figure.svg.matches(r#"class="mark""#).count(), 4 + 6);
    assert_eq!(figure.table.rows.len(), 6);
    // The two equal pairs of the background are one dot.
    assert_eq!(figure.svg.matches("h0").count(), 1 + 2);
}

#[test]
fn the_scatter_draws_without_data_and_with_numbers_that_are_none() {
    assert_sound(&scatter(&[], &[]));
    assert_sound(&scatter(&[f64::NAN, f64::INFINITY, 0.0], &[(f64::NAN, 1.0), (0.0, 0.0)]));
}

#[test]
fn intervals_have_a_mark_a_row_and_a_line_where_there_are_ends() {
    let figure = intervals(&[(0.4, Some((0.2, 0.7))), (0.9, None)]);
    assert_sound(&figure);
    assert_eq!(figure.svg.matches(r#"class="mark""#).count(), 2 + 2);
    assert_eq!(figure.table.rows[1], [HOSTILE, "–", "0.9", "–"]);
    assert_sound(&intervals(&[]));
    assert_sound(&intervals(&[(f64::NAN, Some((f64::NAN, 1.0)))]));
}

#[test]
fn a_course_shows_a_gap_where_nothing_was_reported() {
    let whole = courses(&[Some(1.0), Some(2.0), Some(3.0)]);
    let broken = courses(&[Some(1.0), None, Some(3.0)]);
    assert_sound(&whole);
    assert_sound(&broken);
    assert!(!whole.svg.contains("gaps: not reported"));
    assert!(broken.svg.contains("gaps: not reported"));
    assert_eq!(broken.table.rows[1][2], "–");
    // One dot in the key and one a reported period.
    assert_eq!(whole.svg.matches("h0").count(), 1 + 3);
    assert_eq!(broken.svg.matches("h0").count(), 1 + 2);
    assert_sound(&courses(&[Some(7.0)]));
    assert_sound(&courses(&[None, None]));
}

#[test]
fn the_same_numbers_give_the_same_bytes() {
    let draw = || scatter(&[5.0, 0.0, 40.0], &[(3.0, 4.0), (7.0, 1.0)]).svg;
    assert_eq!(draw(), draw());
}

fn event_study(points: &[(f64, Option<(f64, f64)>)], n_before: usize) -> Figure {
    let points: Vec<Event> = points
        .iter()
        .enumerate()
        .map(|(k, &(value, ends))| Event { label: format!("{k} {HOSTILE}"), value, ends })
        .collect();
    EventStudy {
        caption: Caption { id: "figure-course", title: HOSTILE, description: HOSTILE },
        labels: EventLabels {
            effect: "change",
            when: "periods since",
            start: "start",
            low: "low",
            high: "high",
            none: "–",
        },
        number: &|value| format!("{value:.1}%"),
        points: &points,
        n_before,
    }
    .draw()
}

#[test]
fn an_event_study_tells_before_from_after_by_shape() {
    let figure = event_study(&[(-4.0, Some((-9.0, 2.0))), (0.0, None), (12.0, Some((3.0, 22.0)))], 2);
    assert_sound(&figure);
    // Two triangles before the start, one hollow; one circle after it.
    assert_eq!(figure.svg.matches(r#"<path class="mark""#).count(), 2);
    assert_eq!(figure.svg.matches(r#"<circle class="mark""#).count(), 1);
    assert_eq!(figure.table.rows[1][1..], ["–", "0.0%", "–"]);
    assert_eq!(figure.table.rows[2][1..], ["3.0%", "12.0%", "22.0%"]);
    assert_sound(&event_study(&[], 0));
    assert_sound(&event_study(&[(f64::NAN, Some((f64::NEG_INFINITY, f64::NAN)))], 0));
}
