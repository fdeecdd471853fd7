//! Binding, the routes, and the end.

use super::app::{App, Shared};
use super::config::Config;
use super::severable::{Knife, SeverableListener};
use super::{api, control, cors, deliver, host, hosted, inspector, log, record, token};
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use std::future::{Future, IntoFuture};
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// How long requests in flight may take to end once the process is told to.
const GRACE: Duration = Duration::from_secs(2);

/// A sandbox that is bound to its port and not yet serving.
pub struct Sandbox {
    listener: TcpListener,
    app: Shared,
    url: String,
}

impl Sandbox {
    pub async fn bind(config: Config) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let app = Arc::new(App::new(&url, config)?);
        Ok(Self { listener, app, url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until `stop` is done, then lets what is in flight end.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        let stopping = Arc::new(Notify::new());
        let stopped = stopping.clone();
        let delivering = tokio::spawn(deliver::run(self.app.clone()));
        let service = router(self.app).into_make_service_with_connect_info::<Knife>();
        let serving =
            axum::serve(SeverableListener(self.listener), service).with_graceful_shutdown(async move {
                stop.await;
                stopping.notify_one();
            });
        let outcome = tokio::select! {
            outcome = serving.into_future() => outcome,
            () = async { stopped.notified().await; tokio::time::sleep(GRACE).await } => Ok(()),
        };
        delivering.abort();
        outcome
    }
}

fn router(app: Shared) -> Router {
    let api = Router::new()
        .route("/oauth2/token", post(token::issue))
        .route("/v3/checkout", post(api::create_items))
        .route("/v3/checkout/schooling", post(api::create_schooling))
        .route("/v3/checkout/{id}", get(api::details))
        .fallback(api::no_such_path)
        .method_not_allowed_fallback(api::no_such_method)
        .layer(from_fn_with_state(app.clone(), record::pass));
    let control = Router::new()
        .route("/_sandbox/checkouts/{id}/status", post(control::set_status))
        .route("/_sandbox/clock", post(control::advance_clock))
        .route("/_sandbox/reset", post(control::reset))
        .route("/_sandbox/faults", post(control::add_faults).delete(control::clear_faults))
        .layer(from_fn(control::json_only));
    let inspector = Router::new()
        .route("/_sandbox", get(inspector::overview))
        .route("/_sandbox/openapi.yaml", get(inspector::document))
        .route("/_sandbox/faults", get(inspector::faults))
        .route("/_sandbox/requests", get(inspector::requests))
        .route("/_sandbox/checkouts", get(inspector::checkouts))
        .route("/_sandbox/checkouts/{id}", get(inspector::checkout));
    let pages = Router::new()
        .route("/pay/{id}", get(hosted::show).post(hosted::decide))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }));
    api.merge(control)
        .merge(inspector)
        .layer(from_fn_with_state(app.clone(), cors::allow))
        .merge(pages)
        .layer(from_fn_with_state(app.clone(), log::line))
        .layer(from_fn(host::loopback_only))
        .with_state(app)
}
