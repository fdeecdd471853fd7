//! Being told to stop.

use std::future::Future;
use std::io;
use tokio::signal::unix::{SignalKind, signal};

/// Done at the first SIGINT or SIGTERM. Listening begins with the call, not with the first poll.
pub fn stop_signal() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
