//! Outlines of countries, and of the states of the US: enough to shade the area a scan names.
//!
//! In scope: an area by its country's code and its region's code or name, as an SVG path in a box of
//! its own. An area is never smaller than what was named, because no place is looked up more exactly.
//!
//! Not in scope, and absent on purpose: cities and coordinates. A pin would say more than a scan does.
//!
//! The outlines (`outlines.txt`, made by `make.mjs`) are Natural Earth's at 1:110 million and the US
//! Census Bureau's, both in the public domain, drawn with as few points as can be told apart at 240
//! pixels. Countries too small for that are not there.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod states;

/// One line an area: code, width and height of its box, its outline.
const OUTLINES: &str = include_str!("../outlines.txt");

/// An area in its country's box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Width of the box, in the units of the paths.
    pub width: u16,
    /// Height of the box.
    pub height: u16,
    /// Outline of the country as the `d` of an SVG path.
    pub country: &'static str,
    /// Outline of the region in it; absent: the whole country is meant.
    pub region: Option<&'static str>,
}

/// The area of a country (ISO 3166-1 alpha-2) and, where it is known, of a region in it (a code or a
/// name, as carriers write them).
///
/// `None` where there is no outline, and where a region of the US is named that its box does not
/// show: then the country's shade would lie elsewhere. Of other countries the whole is shaded.
pub fn area(country: &str, region: Option<&str>) -> Option<Area> {
    let country = country.trim().to_ascii_uppercase();
    let (width, height, outline) = outline(&country)?;
    let region = match region.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) if country == "US" => {
            let code = states::code(name)?;
            let (.., outline) = self::outline(&format!("US-{code}"))?;
            Some(outline)
        }
        _ => None,
    };
    Some(Area {
        width,
        height,
        country: outline,
        region,
    })
}

/// Width, height and path of a code's line.
fn outline(code: &str) -> Option<(u16, u16, &'static str)> {
    OUTLINES.lines().find_map(|line| {
        let mut fields = line.splitn(4, ' ');
        if fields.next() != Some(code) {
            return None;
        }
        let width = fields.next()?.parse().ok()?;
        let height = fields.next()?.parse().ok()?;
        Some((width, height, fields.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_as_large_as_what_was_named() {
        let texas = area("US", Some("TX")).unwrap();
        assert_eq!(area("us", Some("texas")), Some(texas));
        assert!(texas.region.is_some() && texas.region != area("US", Some("IN")).unwrap().region);
        let whole = area("US", None).unwrap();
        assert_eq!((whole.country, whole.region), (texas.country, None));
        assert_eq!(area("US", Some(" ")), Some(whole));
        assert_eq!(area("DE", Some("Bayern")).unwrap().region, None);
    }

    #[test]
    fn nothing_is_drawn_where_the_shade_would_lie_elsewhere() {
        assert_eq!(area("US", Some("HI")), None);
        assert_eq!(area("US", Some("Puerto Rico")), None);
        assert_eq!(area("US", Some("Middle-earth")), None);
        assert_eq!(area("SG", None), None);
        assert_eq!(area("Germany", None), None);
        assert_eq!(area("", None), None);
    }

    #[test]
    fn every_line_is_an_area_in_its_box() {
        let mut read = 0;
        for line in OUTLINES.lines() {
            let code = line.split(' ').next().unwrap();
            let (width, height, path) = outline(code).unwrap();
            assert!(path.starts_with('M') && path.ends_with('z'), "{code}");
            assert!(
                path.chars()
                    .all(|c| c.is_ascii_digit() || " Mlz-".contains(c)),
                "{code}"
            );
            for start in path.split('M').skip(1) {
                let (start, steps) = start.trim_end_matches('z').split_once('l').unwrap();
                let numbers = |text: &str| -> Vec<i32> {
                    text.replace('-', " -")
                        .split_whitespace()
                        .map(|n| n.parse().unwrap())
                        .collect()
                };
                let [mut x, mut y] = numbers(start)[..] else {
                    panic!("{code}")
                };
                for step in numbers(steps).chunks(2) {
                    x += step[0];
                    y += step[1];
                    let inside =
                        (0..=i32::from(width)).contains(&x) && (0..=i32::from(height)).contains(&y);
                    assert!(inside, "{code}: {x} {y} of {width} {height}");
                }
            }
            read += 1;
        }
        assert!(read > 200, "{read}");
    }
}
