//! The hosted page, from a checkout to HTML.

use super::language::Language;
use super::security;
use super::texts::{Outcome, Texts};
use crate::core::amount;
use crate::core::checkout::{Checkout, Goods, Line, StudentLine};
use crate::core::group::{Group, Name};
use crate::core::status::Status;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

const CSS: &str = include_str!("../../pages/hosted.css");

#[derive(Template)]
#[template(path = "hosted.html.jinja")]
struct HostedPage<'a> {
    css: &'static str,
    language: Language,
    texts: &'static Texts,
    outcome: Option<Banner<'a>>,
    order: Option<OrderView<'a>>,
}

struct Banner<'a> {
    outcome: &'static Outcome,
    mood: &'static str,
    back: Option<&'a str>,
}

struct OrderView<'a> {
    merchant: &'static str,
    reference: Option<&'a str>,
    rows: Vec<Row<'a>>,
    total: String,
    mobile: String,
    form_token: String,
}

struct Row<'a> {
    title: &'a str,
    notes: Vec<Note>,
    amount: String,
}

/// A line beneath the title. The value keeps its own direction.
struct Note {
    label: &'static str,
    value: String,
}

/// The checkout as it stands; `back` is where the buyer can go once it has ended.
pub fn checkout(language: Language, group: &Group, checkout: &Checkout, back: &str) -> Response {
    let texts = Texts::of(language);
    let outcome = texts.outcome(checkout.status).map(|outcome| Banner {
        outcome,
        mood: if checkout.status == Status::Succeeded { "good" } else { "bad" },
        back: Some(back),
    });
    let order = OrderView {
        merchant: name(language, &group.name),
        reference: checkout.order.reference_id.as_deref(),
        rows: rows(language, &checkout.order.goods),
        total: money(texts, checkout.order.goods.sum()),
        mobile: masked_mobile(&checkout.order.mobile_number),
        form_token: checkout.form_token.to_string(),
    };
    render(StatusCode::OK, HostedPage { css: CSS, language, texts, outcome, order: Some(order) })
}

pub fn not_found(language: Language) -> Response {
    problem(language, StatusCode::NOT_FOUND, |texts| &texts.not_found)
}

pub fn form_stale(language: Language) -> Response {
    problem(language, StatusCode::FORBIDDEN, |texts| &texts.form_stale)
}

fn problem(
    language: Language,
    status: StatusCode,
    outcome: fn(&'static Texts) -> &'static Outcome,
) -> Response {
    let texts = Texts::of(language);
    let banner = Banner { outcome: outcome(texts), mood: "bad", back: None };
    render(status, HostedPage { css: CSS, language, texts, outcome: Some(banner), order: None })
}

fn render(status: StatusCode, page: HostedPage<'_>) -> Response {
    match page.render() {
        Ok(html) => (status, security::headers(CSS), Html(html)).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn rows(language: Language, goods: &Goods) -> Vec<Row<'_>> {
    let texts = Texts::of(language);
    match goods {
        Goods::Items(lines) => lines.iter().map(|line| item_row(texts, line)).collect(),
        Goods::Students(lines) => lines.iter().map(|line| student_row(language, texts, line)).collect(),
    }
}

fn item_row<'a>(texts: &'static Texts, line: &'a Line) -> Row<'a> {
    let value = match line.unit_price {
        Some(price) => format!("{} × {}", line.quantity, money(texts, price)),
        None => line.quantity.to_string(),
    };
    Row {
        title: &line.name,
        notes: vec![Note { label: texts.quantity, value }],
        amount: money(texts, line.total),
    }
}

fn student_row<'a>(language: Language, texts: &'static Texts, line: &'a StudentLine) -> Row<'a> {
    let notes = vec![
        Note { label: name(language, &line.entity), value: String::new() },
        Note { label: texts.year, value: line.year.to_owned() },
        Note { label: texts.national_id, value: masked_id(&line.national_id) },
    ];
    Row { title: &line.name, notes, amount: money(texts, line.cost) }
}

fn name(language: Language, name: &Name) -> &'static str {
    match language {
        Language::En => name.en,
        Language::Ar => name.ar,
    }
}

/// Isolated from the text around it, so that digits and currency keep their order in both directions.
fn money(texts: &Texts, halalas: i64) -> String {
    format!("\u{2068}{}\u{a0}{}\u{2069}", amount::display(halalas), texts.currency)
}

/// `512345678` as `5•• ••• •78`. The schema has made sure that it is nine digits.
fn masked_mobile(number: &str) -> String {
    format!("{}••\u{a0}•••\u{a0}•{}", &number[..1], &number[number.len() - 2..])
}

fn masked_id(id: &str) -> String {
    format!("{}•••\u{a0}•••\u{a0}{}", &id[..1], &id[id.len() - 3..])
}
