//! `cargo xtask bench`: what is promised in numbers, measured on this machine.

use anyhow::{Result, bail};

use crate::process::{self, node};
use crate::{build, group, report, services, setup};

/// What shells report for a command that Ctrl-C has ended.
const INTERRUPTED: i32 = 130;

/// Each is `benches/<name>.mjs`; some take parts of themselves as arguments.
struct Bench {
    name: &'static str,
    about: &'static str,
    run: fn(&'static str, &[String]) -> Result<()>,
}

const BENCHES: &[Bench] = &[
    Bench {
        name: "page",
        about: "bytes, first requests, clicks and items, beside ky with zod/mini; takes minutes",
        run: in_browser,
    },
    Bench { name: "size", about: "where each kilobyte goes that a page downloads", run: size },
    Bench {
        name: "edge",
        about: "the edge under load, beside a bare forwarding Worker; takes minutes",
        run: with_sandbox,
    },
    Bench {
        name: "long",
        about: "memory over 100,000 calls, in one page and in one isolate; takes minutes",
        run: in_browser,
    },
];

pub fn run(arguments: &[String]) -> Result<()> {
    if arguments.iter().any(|argument| argument == "--list") {
        report::line(list().trim_end());
        return Ok(());
    }
    let (chosen, parts) = select(arguments)?;
    group::stop_all_on_signals(INTERRUPTED)?;
    build::package()?;
    chosen.iter().try_for_each(|bench| (bench.run)(bench.name, parts))
}

fn list() -> String {
    BENCHES.iter().map(|bench| format!("{:<8}{}\n", bench.name, bench.about)).collect()
}

/// One bench and the parts of it that are wanted; or all benches, whole.
fn select(arguments: &[String]) -> Result<(&'static [Bench], &[String])> {
    let Some((name, parts)) = arguments.split_first() else {
        return Ok((BENCHES, arguments));
    };
    match BENCHES.iter().position(|bench| bench.name == name) {
        Some(at) => Ok((&BENCHES[at..=at], parts)),
        None => bail!("there is no bench `{name}`; these are there:\n{}", list()),
    }
}

fn in_browser(name: &'static str, parts: &[String]) -> Result<()> {
    let browser = setup::for_tests(setup::Consumers::Unwanted)?;
    process::run(node(format!("benches/{name}.mjs")).args(parts).env("CHROME", browser.program))
}

fn size(name: &'static str, _parts: &[String]) -> Result<()> {
    let module = build::named_page_module()?;
    process::run(node(format!("benches/{name}.mjs")).env("JEELPAY_NAMED_WASM", module))
}

fn with_sandbox(name: &'static str, parts: &[String]) -> Result<()> {
    let sandbox = services::compile_fast_sandbox()?;
    let mut bench = node(format!("benches/{name}.mjs"));
    process::run(bench.args(parts).env("JEELPAY_SANDBOX", sandbox))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_benches_run_unless_one_is_named() {
        assert_eq!(select(&[]).unwrap().0.len(), BENCHES.len());
        let named = ["edge".to_owned(), "creates".to_owned()];
        let (chosen, parts) = select(&named).unwrap();
        assert_eq!((chosen.len(), chosen[0].name, parts), (1, "edge", &named[1..]));
        assert!(select(&["nonsense".to_owned()]).is_err());
    }
}
