//! The page of the eight stories, as Markdown.

use std::fmt::Write as _;

use super::{Reading, Row, Story, ZONE, span};

/// The whole page.
pub fn write(told: &[(Story, Reading)]) -> String {
    let mut page = String::from(
        "# Eight stories\n\n\
         Eight orders as they really go, and what two pages say of them at the same instant: Shopify's own order \
         status, and Plumbline's. Nothing here was written by hand: every history was sent as signed webhooks to a \
         real worker, and every sentence below was read from the page it rendered. The test that does so fails when \
         a sentence changes; `EIGHT_STORIES=write cargo test -p e2e --test eight_stories` writes the page anew.\n\n\
         All times are Chicago's, in November 2026. ✗ marks an instant at which Shopify's words claim a movement nobody had \
         reported. *Whose turn* is what the merchant's list shows as open: what is wrong, who owes the next step, until \
         when.\n",
    );
    let total: i64 = told.iter().map(|(_, reading)| reading.untrue).sum();
    let _ = write!(
        page,
        "\n| story | Shopify's words untrue for |\n|---|---|\n"
    );
    for (number, (story, reading)) in told.iter().enumerate() {
        let number = number + 1;
        let anchor = anchor(number, story.title);
        let _ = writeln!(
            page,
            "| [{number}. {}](#{anchor}) | {} |",
            story.title,
            untrue(reading)
        );
    }
    let _ = writeln!(page, "| together | {} |", span(total));
    for (number, (story, reading)) in told.iter().enumerate() {
        one(&mut page, number + 1, story, reading);
    }
    page
}

fn anchor(number: usize, title: &str) -> String {
    let plain = title.to_lowercase().replace(' ', "-");
    let plain = plain
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-');
    format!("{number}-{}", plain.collect::<String>())
}

fn untrue(reading: &Reading) -> String {
    match reading.untrue {
        0 => "never".to_owned(),
        millis => span(millis),
    }
}

fn one(page: &mut String, number: usize, story: &Story, reading: &Reading) {
    let _ = write!(
        page,
        "\n## {number}. {}\n\n{}\n\n\
         | When | What happens | Shopify says | The shopper reads here | Whose turn |\n|---|---|---|---|---|\n",
        story.title, story.before
    );
    for row in &reading.rows {
        let _ = writeln!(page, "{}", line(row));
    }
    let _ = write!(
        page,
        "\n{} Shopify's words were untrue for **{}**.\n\n\
         <details><summary>The evidence at the end</summary>\n\n| When | What | Who | Proved by |\n|---|---|---|---|\n",
        story.after,
        untrue(reading)
    );
    for row in &reading.evidence {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
    page.push_str("\n</details>\n");
}

fn line(row: &Row) -> String {
    let native = match row.untrue {
        true => format!("✗ {}", row.native),
        false => row.native.to_owned(),
    };
    let mut ours = format!("**{}**", cell(&row.headline));
    for detail in &row.detail {
        let _ = write!(ours, "<br>{}", cell(detail));
    }
    let open: Vec<String> = row
        .open
        .iter()
        .map(|[what, whose, due]| format!("{} — {}, due {}", cell(what), cell(whose), cell(due)))
        .collect();
    let open = match open.is_empty() {
        true => "—".to_owned(),
        false => open.join("<br>"),
    };
    format!(
        "| {} | {} | {native} | {ours} | {open} |",
        clock(row.at),
        row.what
    )
}

/// `Mon 2, 15:10`.
fn clock(at: i64) -> String {
    let zoned = jiff::Timestamp::from_millisecond(at)
        .unwrap_or_default()
        .in_tz(ZONE)
        .unwrap_or_default();
    zoned.strftime("%a %-d, %H:%M").to_string()
}

/// Text that stays in its cell.
fn cell(text: &str) -> String {
    // Isolates keep foreign text in its place on a page; here they would only be seen as boxes.
    let visible = text
        .chars()
        .filter(|c| !matches!(c, '\u{2066}'..='\u{2069}'));
    visible
        .collect::<String>()
        .replace('|', "\\|")
        .replace('\n', " ")
}
