//! The plot: coverage by month, and calibration by the length of the bound.

use std::path::Path;

use anyhow::{Result, anyhow};
use fulfillment::instant::HOUR;
use plotters::prelude::*;

use crate::figures::Scored;
use crate::score::{FEWEST_A_MONTH, Outcome, by_month, coverage};

/// Groups of equal size that calibration is shown in.
const GROUPS: usize = 10;

/// Writes an SVG with a row a stage: coverage by month on the left, calibration on the right.
pub fn write(file: &Path, stages: &[Scored]) -> Result<()> {
    let area = SVGBackend::new(file, (1200, 420 * stages.len().max(1) as u32)).into_drawing_area();
    area.fill(&WHITE).map_err(failed)?;
    for (panel, stage) in area
        .split_evenly((stages.len().max(1), 1))
        .iter()
        .zip(stages)
    {
        let (left, right) = panel.split_horizontally(600);
        let months = by_month(&stage.own());
        let months: Vec<(String, f64)> = months
            .into_iter()
            .filter(|(_, outcomes)| outcomes.len() >= FEWEST_A_MONTH)
            .map(|(month, outcomes)| (month, coverage(&outcomes)))
            .collect();
        let name = stage.stage.name;
        chart(
            &left,
            &format!("{name}: coverage by month"),
            "month",
            &months,
            stage.stage.own.target,
        )?;
        let groups = by_length(stage.own());
        chart(
            &right,
            &format!("{name}: coverage by length of the bound"),
            "bound, hours (groups of equal size)",
            &groups,
            stage.stage.own.target,
        )?;
    }
    area.present().map_err(failed)
}

/// Coverage of ten groups of equal size, from the shortest bounds to the longest; named by their median hours.
fn by_length(mut outcomes: Vec<Outcome>) -> Vec<(String, f64)> {
    outcomes.sort_by_key(|it| it.bound.since(it.said));
    let size = outcomes.len().div_ceil(GROUPS).max(1);
    outcomes
        .chunks(size)
        .map(|group| {
            let median = group[group.len() / 2];
            let hours = median.bound.since(median.said) / HOUR;
            (hours.to_string(), coverage(group))
        })
        .collect()
}

fn chart(
    area: &DrawingArea<SVGBackend, plotters::coord::Shift>,
    title: &str,
    across: &str,
    points: &[(String, f64)],
    target: f64,
) -> Result<()> {
    let last = points.len().max(2) as f64 - 0.5;
    let least = points.iter().map(|it| it.1).fold(0.8, f64::min);
    let mut chart = ChartBuilder::on(area)
        .caption(title, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(50)
        .build_cartesian_2d(-0.5..last, (least - 0.02)..1.0)
        .map_err(failed)?;
    let label = |x: &f64| {
        let place = x.round();
        let whole = (x - place).abs() < 1e-6 && place >= 0.0;
        points
            .get(place as usize)
            .filter(|_| whole)
            .map_or(String::new(), |it| it.0.clone())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_desc(across)
        .y_desc("share kept")
        .x_labels(points.len() + 1)
        .x_label_formatter(&label)
        .y_label_formatter(&|y| format!("{y:.2}"))
        .draw()
        .map_err(failed)?;
    let line = |style: &RGBColor, points: Vec<(f64, f64)>| LineSeries::new(points, *style);
    chart
        .draw_series(line(&RED, vec![(-0.5, target), (last, target)]))
        .map_err(failed)?;
    let places = || {
        points
            .iter()
            .enumerate()
            .map(|(place, it)| (place as f64, it.1))
    };
    chart
        .draw_series(line(&BLUE, places().collect()))
        .map_err(failed)?;
    chart
        .draw_series(places().map(|place| Circle::new(place, 3, BLUE.filled())))
        .map_err(failed)?;
    Ok(())
}

fn failed(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("drawing the plot: {error}")
}
