//! The process as people and scripts start it.

mod common;

use common::{JSON, items_body};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

const BINARY: &str = env!("CARGO_BIN_EXE_jeelpay-sandbox");
const SECRET: &str = "sandbox-courses-secret";

struct Process {
    child: Running,
    lines: BufReader<ChildStdout>,
    address: String,
}

/// Does not outlive a test that fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It has ended already if all went well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Running(
            Command::new(BINARY).args(arguments).stdout(Stdio::piped()).spawn().expect("the binary runs"),
        );
        let mut lines = BufReader::new(child.0.stdout.take().expect("piped"));
        let first = line(&mut lines);
        let address = first.strip_prefix("jeelpay-sandbox listening on http://").expect(&first).to_owned();
        Self { child, lines, address }
    }

    /// The whole answer; the connection is closed after it.
    fn call(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let (host, length) = (&self.address, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        answer
    }

    /// Tells it to stop, and gives what it still had to say.
    fn stop(mut self) -> String {
        let told = Command::new("sh")
            .args(["-c", &format!("kill -TERM {}", self.child.0.id())])
            .status()
            .expect("sh runs");
        assert!(told.success());
        let (sender, ended) = channel();
        std::thread::spawn(move || {
            let mut rest = String::new();
            self.lines.read_to_string(&mut rest).expect("text");
            let _ = sender.send(rest);
        });
        let rest = ended.recv_timeout(Duration::from_secs(20)).expect("it ends");
        assert!(self.child.0.wait().expect("ends").success());
        rest
    }
}

fn line(lines: &mut impl BufRead) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).expect("text");
    line.trim_end().to_owned()
}

#[test]
fn says_where_it_listens_and_logs_without_telling_secrets() {
    let process = Process::start(&["--port", "0"]);
    assert!(process.address.starts_with("127.0.0.1:"));
    let form = format!("grant_type=client_credentials&client_id=sandbox-courses&client_secret={SECRET}");
    let answer = process.call(
        "POST",
        "/oauth2/token",
        &[("content-type", "application/x-www-form-urlencoded")],
        &form,
    );
    let token = answer
        .split_once(r#""access_token":""#)
        .expect("a token")
        .1
        .split_once('"')
        .expect("its end")
        .0
        .to_owned();
    let bearer = format!("Bearer {token}");
    let created = process.call(
        "POST",
        "/v3/checkout?q=hidden",
        &[JSON, ("authorization", &bearer)],
        &items_body().to_string(),
    );
    assert!(created.starts_with("HTTP/1.1 200 OK"), "{created}");

    let log = process.stop();
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert!(lines[0].starts_with("method=POST path=/oauth2/token status=200 tx_id="), "{log}");
    assert!(lines[1].contains(" ms=") && lines[1].ends_with("note=no-idempotency-key"), "{log}");
    for hidden in [SECRET, &token, "512345678", "noura", "hidden", "Calligraphy"] {
        assert!(!log.contains(hidden), "{hidden} in {log}");
    }
}

#[test]
fn keeps_quiet_when_asked() {
    let process = Process::start(&["--port", "0", "--quiet"]);
    process.call("GET", "/_sandbox", &[], "");
    assert_eq!(process.stop(), "");
}

#[test]
fn stops_although_a_call_is_never_answered() {
    let process = Process::start(&["--port", "0"]);
    process.call("POST", "/_sandbox/faults", &[JSON], r#"{"fault":"hang"}"#);
    let mut hanging = TcpStream::connect(&process.address).expect("it listens");
    hanging.write_all(b"GET /v3/checkout/x HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("sent");
    let deadline = Instant::now() + Duration::from_secs(20);
    while !process.call("GET", "/_sandbox/requests", &[], "").contains("/v3/checkout/x") {
        assert!(Instant::now() < deadline);
    }
    process.stop();
}

#[test]
fn lives_on_when_nobody_reads_its_log() {
    let Process { child: mut running, lines, address } = Process::start(&["--port", "0"]);
    drop(lines);
    for _ in 0..2 {
        let mut stream = TcpStream::connect(&address).expect("it listens");
        stream
            .write_all(b"GET /_sandbox HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("text");
        assert!(answer.starts_with("HTTP/1.1 200 OK"));
    }
    assert!(running.0.try_wait().expect("known").is_none());
}

#[test]
fn explains_itself() {
    let output = Command::new(BINARY).arg("--help").output().expect("the binary runs");
    let help = String::from_utf8(output.stdout).expect("text");
    for word in ["--port", "--token-lifetime", "--cors", "--quiet", "/_sandbox"] {
        assert!(help.contains(word), "{word}");
    }
}
