//! One line per request. Never a body, a query, a header or anything of the buyer's.

use super::app::Shared;
use super::record::TX_ID;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::io::Write;
use std::time::Instant;

/// Something worth saying about a request, carried to its log line by the response.
#[derive(Clone, Copy)]
pub struct Note(pub &'static str);

pub async fn line(State(app): State<Shared>, request: Request, next: Next) -> Response {
    if app.config.quiet {
        return next.run(request).await;
    }
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let tx_id = response.headers().get(TX_ID).and_then(|value| value.to_str().ok()).unwrap_or("-");
    let note = response.extensions().get::<Note>().map_or(String::new(), |note| format!(" note={}", note.0));
    let took = begun.elapsed().as_millis();
    say(&format!("method={method} path={path} status={status} tx_id={tx_id} ms={took}{note}"));
    response
}

/// A line to stdout. Whoever started the process may have stopped reading; that is no reason to die.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
