use super::*;
use crate::call;
use crate::client;
use crate::scripted::{ID, Scripted};

const PENDING: (u16, &str) = (200, r#"{"status":"PENDING"}"#);
const ON_HOLD: (u16, &str) = (200, r#"{"status":"ON_HOLD"}"#);
const SUCCEEDED: (u16, &str) = (200, r#"{"status":"SUCCEEDED"}"#);

/// Waits in a script.
fn wait(host: &Scripted) -> Result<CheckoutDetails, CheckoutError> {
    let mut wait = Wait::default();
    loop {
        let heard = client::details(host.travel(&call::get(ID)), ID);
        if let Ok(details) = &heard
            && wait.is_news(details)
        {
            host.note(format!("changed {}", details.status.as_deref().unwrap_or("-")));
        }
        match wait.next(heard, host.budget().left_ms, false, 1.0) {
            Next::End(end) => return end,
            Next::Pause { ms, then_over } => {
                host.pause(ms);
                if then_over {
                    return Err(wait.over());
                }
            }
        }
    }
}

/// What of the log is about waiting: pauses and changes.
fn story(host: &Scripted) -> Vec<String> {
    let told = host.log().into_iter();
    told.filter(|line| line.starts_with("pause") || line.starts_with("changed")).collect()
}

#[test]
fn asks_until_the_checkout_has_ended() {
    let host = Scripted::new(&[PENDING, PENDING, ON_HOLD, SUCCEEDED]);
    let details = wait(&host).unwrap();
    assert_eq!(details.status.as_deref(), Some("SUCCEEDED"));
    assert_eq!(
        story(&host),
        ["changed PENDING", "pause 1100", "pause 1650", "changed ON_HOLD", "pause 2475", "changed SUCCEEDED",]
    );
}

#[test]
fn stops_when_the_time_is_over() {
    let host = Scripted::new(&[PENDING; 20]).within(0, 3_000);
    let error = wait(&host).unwrap_err();
    assert_eq!((error.code, error.retryable, error.status), (ErrorCode::Timeout, true, None));
    assert_eq!(story(&host), ["changed PENDING", "pause 1100", "pause 1650", "pause 250"]);
    let asked = host.log().into_iter().filter(|line| line.starts_with("GET"));
    assert_eq!(asked.count(), 3, "nothing is asked when there is no time left for an answer");
}

#[test]
fn asks_through_passing_failures() {
    let host = Scripted::new(&[(500, ""), (500, ""), (500, ""), SUCCEEDED]).within(0, 60_000);
    assert!(wait(&host).is_ok());
    assert_eq!(story(&host), ["pause 1100", "pause 1650", "pause 2475", "changed SUCCEEDED"]);
}

#[test]
fn asks_no_sooner_than_the_far_side_wants() {
    let host = Scripted::new(&[(429, ""), SUCCEEDED]).within(0, 60_000);
    assert!(wait(&host).is_ok());
    assert_eq!(story(&host), ["pause 20000", "changed SUCCEEDED"]);
    let host = Scripted::new(&[(429, ""), SUCCEEDED]).within(0, 5_000);
    assert_eq!(wait(&host).unwrap_err().code, ErrorCode::Timeout);
    assert_eq!(story(&host), ["pause 5000"]);
}

#[test]
fn a_pause_that_the_far_side_asks_for_has_a_limit() {
    let busy = CheckoutError::new(ErrorCode::RateLimited, "").retry_after(3_600_000);
    match Wait::default().next(Err(busy), 7_200_000, false, 0.5) {
        Next::Pause { ms, then_over } => assert_eq!((ms, then_over), (30_000, false)),
        Next::End(end) => panic!("{end:?}"),
    }
}

#[test]
fn what_failed_at_last_is_told_when_the_time_is_over() {
    let told = |replies| {
        let error = wait(&Scripted::new(replies).within(0, 2_000)).unwrap_err();
        (error.code, error.retryable, error.status)
    };
    assert_eq!(told(&[(500, ""), (503, "")]), (ErrorCode::Timeout, true, Some(503)));
    assert_eq!(told(&[PENDING, (503, "")]), (ErrorCode::Timeout, true, Some(503)));
    assert_eq!(told(&[(503, ""), PENDING]), (ErrorCode::Timeout, true, None));
}

#[test]
fn other_failures_end_the_wait() {
    let host = Scripted::new(&[PENDING, (404, "")]);
    assert_eq!(wait(&host).unwrap_err().code, ErrorCode::NotFound);
}

#[test]
fn the_interval_grows_from_one_second_to_ten() {
    let middle = |asked| interval(asked, false, 0.5);
    assert_eq!([0, 1, 2, 3, 4, 5, 6, 99].map(middle), [1000, 1500, 2250, 3375, 5062, 7593, 10_000, 10_000]);
    assert_eq!([interval(0, false, 0.0), interval(0, false, 1.0)], [900, 1100]);
    assert_eq!(interval(0, true, 0.5), 30_000);
}
