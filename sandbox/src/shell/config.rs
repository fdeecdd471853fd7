//! What can be said on the command line.

use clap::Parser;

/// Plays Jeel Pay's side of a checkout on this machine: token endpoint, API, hosted page and signed webhooks.
///
/// No real payment happens, nothing leaves this machine, and everything is forgotten when the process ends. It is no
/// product of Jeel Pay's. Credentials to use are shown at /_sandbox.
#[derive(Clone, Debug, Parser)]
#[command(name = "jeelpay-sandbox", version)]
pub struct Config {
    /// Port to listen on, on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 4010)]
    pub port: u16,

    /// Seconds for which an access token is valid
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub token_lifetime: u32,

    /// Let pages of loopback origins call the API (the real one is called by servers only)
    #[arg(long)]
    pub cors: bool,

    /// Print no line per request
    #[arg(long)]
    pub quiet: bool,
}

impl Config {
    /// For tests: any free port, and silent.
    pub fn ephemeral() -> Self {
        Self { port: 0, token_lifetime: 300, cors: false, quiet: true }
    }
}
