//! Firefox, and WebKit with the display that it needs, for the suite that visits pages in every engine.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::apt;
use super::browser::from_environment;
use crate::{report, workspace};

const PACKAGES: &[&str] = &["firefox-esr", "webkit2gtk-driver", "xvfb"];
const BY_HAND: &str = "Firefox, WebKitWebDriver of WebKitGTK, and Xvfb, on the search path or named by the environment \
                       variables FIREFOX and WEBKIT_DRIVER (on Debian: apt-get install";

pub struct Engines {
    pub firefox: PathBuf,
    pub webkit_driver: PathBuf,
}

pub fn install() -> Result<Engines> {
    if let Some(engines) = find() {
        report::skipped("Firefox and WebKit");
        return Ok(engines);
    }
    if !apt::is_usable() {
        bail!("this machine lacks {BY_HAND} {})", PACKAGES.join(" "));
    }
    report::doing("Firefox and WebKit, by apt-get");
    apt::install(PACKAGES)?;
    find().context("apt-get has installed Firefox and WebKit, but they are not on the search path")
}

fn find() -> Option<Engines> {
    workspace::find_on_path(&["Xvfb"])?;
    let find = |variable, names| from_environment(variable).or_else(|| workspace::find_on_path(names));
    Some(Engines {
        firefox: find("FIREFOX", &["firefox-esr", "firefox"])?,
        webkit_driver: find("WEBKIT_DRIVER", &["WebKitWebDriver"])?,
    })
}
