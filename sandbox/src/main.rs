use clap::Parser;
use jeelpay_sandbox::{Config, Sandbox, stop_signal};
use std::io::{self, Write};

#[tokio::main]
async fn main() -> io::Result<()> {
    let sandbox = Sandbox::bind(Config::parse()).await?;
    let stop = stop_signal()?;
    writeln!(io::stdout(), "jeelpay-sandbox listening on {}", sandbox.url())?;
    sandbox.run(stop).await
}
