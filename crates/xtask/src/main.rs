//! The build tool of the house: `cargo xtask <command>`.
//!
//! In scope: the lanes that turn crates into what is shipped ([`lane`]), the rules of the house that
//! no compiler checks ([`tidy`]), the app's configuration ([`app`]) and the order of everything
//! `npm test` runs ([`suite`]). Not in scope: installing the prerequisites and showing progress;
//! that is `crates/xtask/npm`, which has to run before anything is compiled.

mod app;
mod lane;
mod process;
mod room;
mod suite;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <command>

  worker [--dev]     the Cloudflare Worker       → dist/worker, glue for the shim → dist/core
  web [--dev]        the pages' browser bundle   → dist/assets
  function           the checkout function       → dist/function
  extensions         what stands on Shopify's pages, by Shopify's CLI → dist/extensions
  lanes [--dev]      all of them; a lane whose inputs are unchanged is skipped
  tidy               who may import whom, licences, sizes, names
  app                checks shopify.app.toml
  test [--only TEXT] everything `npm test` runs, or the steps whose name contains TEXT

  --dev              unoptimised and quick: for a try, never for figures";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["worker"] => lane::build(&[lane::worker()], lane::Quality::Shipped),
        ["worker", "--dev"] => lane::build(&[lane::worker()], lane::Quality::Quick),
        ["web"] => lane::build(&[lane::web()], lane::Quality::Shipped),
        ["web", "--dev"] => lane::build(&[lane::web()], lane::Quality::Quick),
        ["function"] => lane::build(&[lane::function()], lane::Quality::Shipped),
        ["extensions"] => lane::build(&[lane::extensions()], lane::Quality::Shipped),
        ["lanes"] => lane::build(&lane::all(), lane::Quality::Shipped),
        ["lanes", "--dev"] => lane::build(&lane::all(), lane::Quality::Quick),
        ["tidy"] => tidy::run(),
        ["app"] => app::run(),
        ["test"] => return closing(suite::run(None)),
        ["test", "--only", only] => return closing(suite::run(Some(only))),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    closing(result.map(|()| ExitCode::SUCCESS))
}

fn closing(result: anyhow::Result<ExitCode>) -> ExitCode {
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
