//! Chromium and its driver, for the tests that need a real browser.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;
use crate::{report, workspace};

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_BROWSER: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const DRIVERS: &[&str] = &["chromedriver"];

pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

pub fn missing() -> Vec<String> {
    if find().is_some() || apt::is_usable() {
        return Vec::new();
    }
    vec![
        "Chromium or Chrome and the chromedriver of the same version, on the search path or named by the \
         environment variables CHROME and CHROMEDRIVER (on Debian: apt-get install chromium chromium-driver)"
            .to_owned(),
    ]
}

pub fn install() -> Result<Browser> {
    if let Some(browser) = find() {
        report::skipped("Chromium and chromedriver");
        return Ok(browser);
    }
    report::doing("Chromium and chromedriver, by apt-get");
    apt::install(&["chromium", "chromium-driver"])?;
    find().context("apt-get has installed Chromium, but it is not on the search path")
}

fn find() -> Option<Browser> {
    let program = from_environment("CHROME").or_else(|| workspace::find_on_path(BROWSERS)).or_else(|| {
        let mac = PathBuf::from(MAC_BROWSER);
        mac.is_file().then_some(mac)
    })?;
    let driver = from_environment("CHROMEDRIVER").or_else(|| workspace::find_on_path(DRIVERS))?;
    Some(Browser { program, driver })
}

pub fn from_environment(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}
