//! The plot: coverage by month, and calibration by the length of the bound.

use std::path::Path;

use anyhow::{Result, anyhow};
use fulfillment::instant::HOUR;
use plotters::prelude::*;

use crate::figures::Scored;
use crate::score::{FEWEST_A_MONTH, Outcome, by_month, coverage};

/// Groups of equal size that calibration is shown in.
const GROUPS: usize = 10;

/// Shares kept, against a target.
pub struct Chart {
    /// Above it.
    pub title: String,
    /// Below it.
    pub across: String,
    /// Names along the axis, and the share kept at each.
    pub points: Vec<(String, f64)>,
    /// The share that was to be kept.
    pub target: f64,
}

/// Writes an SVG with a row a pair of charts.
pub fn write(file: &Path, rows: &[[Chart; 2]]) -> Result<()> {
    let area = SVGBackend::new(file, (1200, 420 * rows.len().max(1) as u32)).into_drawing_area();
    area.fill(&WHITE).map_err(failed)?;
    for (panel, [left, right]) in area.split_evenly((rows.len().max(1), 1)).iter().zip(rows) {
        let (on_left, on_right) = panel.split_horizontally(600);
        draw(&on_left, left)?;
        draw(&on_right, right)?;
    }
    area.present().map_err(failed)
}

/// A stage's coverage by month, and by the length of its bounds.
pub fn of_stage(stage: &Scored) -> [Chart; 2] {
    let months = by_month(&stage.own());
    let name = stage.stage.name;
    let target = stage.stage.own.target;
    let points = months
        .into_iter()
        .filter(|(_, outcomes)| outcomes.len() >= FEWEST_A_MONTH)
        .map(|(month, outcomes)| (month, coverage(&outcomes)));
    [
        Chart {
            title: format!("{name}: coverage by month"),
            across: "month".into(),
            points: points.collect(),
            target,
        },
        by_length(name, stage.own(), target),
    ]
}

/// Coverage of ten groups of equal size, from the shortest bounds to the longest; named by their median hours.
pub fn by_length(name: &str, mut outcomes: Vec<Outcome>, target: f64) -> Chart {
    outcomes.sort_by_key(|it| it.bound.since(it.said));
    let size = outcomes.len().div_ceil(GROUPS).max(1);
    let point = |group: &[Outcome]| {
        let median = group[group.len() / 2];
        let hours = median.bound.since(median.said) / HOUR;
        (hours.to_string(), coverage(group))
    };
    Chart {
        title: format!("{name}: coverage by length of the bound"),
        across: "bound, hours (groups of equal size)".into(),
        points: outcomes.chunks(size).map(point).collect(),
        target,
    }
}

fn draw(area: &DrawingArea<SVGBackend, plotters::coord::Shift>, chart: &Chart) -> Result<()> {
    let Chart {
        title,
        across,
        points,
        target,
    } = chart;
    let target = *target;
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
