//! What the command prints and draws of one file, or of many seeds.

use std::collections::BTreeMap;

use super::figures::{Row, Scored, TARGET};
use super::tables;
use crate::figures::Figure;
use crate::plot::{self, Chart};
use crate::score::{Outcome, coverage};

/// The columns of the line of a seed: figure, and what heads it.
const COLUMNS: [(&str, &str); 6] = [
    ("peak_coverage", "peak"),
    ("calm_slack_ratio", "slack"),
    ("pinball_vs_rolling7", "rolling"),
    ("pinball_vs_oracle", "oracle"),
    ("answered", "answered"),
    ("coverage", "coverage"),
];

/// Prints everything; whether every bar held: of many seeds, by their mean.
pub fn print(runs: &[(String, Scored)]) -> bool {
    let all: Vec<Vec<Figure>> = runs.iter().map(|it| it.1.figures()).collect();
    if runs.len() > 1 {
        seeds(runs, &all);
    }
    for (name, scored) in runs.iter().filter(|_| runs.len() == 1) {
        println!("{name}");
        println!("warehouse.scored: {}", scored.rows.len());
        println!("warehouse.cancelled: {}", scored.dropped);
        println!("warehouse.still_open: {}", scored.open);
        println!("warehouse.calm_weeks: {}", scored.calm_weeks);
    }
    let rows = runs.iter().flat_map(|it| &it.1.rows);
    tables::lines(rows).iter().for_each(|it| println!("{it}"));
    let mut broken = Vec::new();
    for place in 0..all.first().map_or(0, Vec::len) {
        let mut values: Vec<f64> = all.iter().map(|it| it[place].value).collect();
        values.sort_by(f64::total_cmp);
        let figure = Figure {
            value: values.iter().sum::<f64>() / values.len() as f64,
            ..all[0][place].clone()
        };
        print!("{}: {:.4}", figure.name, figure.value);
        if let [least, .., most] = values[..] {
            let median = values[values.len() / 2];
            print!("   lowest {least:.4}  median {median:.4}  highest {most:.4}");
        }
        println!();
        if let (true, Some((least, most))) = (figure.is_broken(), figure.bar) {
            broken.push(format!(
                "{}: {:.4} is not within {least}–{most}",
                figure.name, figure.value
            ));
        }
    }
    broken.iter().for_each(|it| eprintln!("bar broken: {it}"));
    broken.is_empty()
}

/// A line a seed, and how many hold every bar by themselves.
fn seeds(runs: &[(String, Scored)], all: &[Vec<Figure>]) {
    print!("{:<10} {:>7} {:>9}", "", "orders", "calm");
    COLUMNS.iter().for_each(|it| print!(" {:>9}", it.1));
    println!();
    for ((name, scored), figures) in runs.iter().zip(all) {
        print!(
            "{name:<10} {:>7} {:>9}",
            scored.rows.len(),
            scored.calm_weeks
        );
        for (what, _) in COLUMNS {
            let of = |it: &&Figure| it.name.strip_prefix("warehouse.") == Some(what);
            let value = figures.iter().find(of).map_or(f64::NAN, |it| it.value);
            print!(" {value:>9.3}");
        }
        println!();
    }
    let whole = |it: &&Vec<Figure>| !it.iter().any(Figure::is_broken);
    println!("warehouse.seeds: {}", all.len());
    println!(
        "warehouse.seeds_within_every_bar: {}",
        all.iter().filter(whole).count()
    );
}

/// Coverage by week from the peak's, and by the length of the bound, of all runs together.
pub fn charts(runs: &[(String, Scored)]) -> [Chart; 2] {
    let outcome = |row: &Row| {
        row.forecast.engine.as_ref().map(|answer| Outcome {
            said: row.group.placed,
            bound: answer.bound,
            ended: row.ended,
        })
    };
    let rows = || runs.iter().flat_map(|it| &it.1.rows);
    let mut weeks: BTreeMap<i64, Vec<Outcome>> = BTreeMap::new();
    for row in rows() {
        weeks.entry(row.week).or_default().extend(outcome(row));
    }
    let point = |(week, outcomes): (&i64, &Vec<Outcome>)| (week.to_string(), coverage(outcomes));
    weeks.retain(|_, it| !it.is_empty());
    [
        Chart {
            title: "warehouse: coverage by week".into(),
            across: "weeks from the peak week".into(),
            points: weeks.iter().map(point).collect(),
            target: TARGET,
        },
        plot::by_length("warehouse", rows().filter_map(outcome).collect(), TARGET),
    ]
}
