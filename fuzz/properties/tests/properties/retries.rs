//! Retries: whatever fails, however it is asked to wait, there is an end.

use jeelpay_checkout::error::{CheckoutError, ErrorCode};
use jeelpay_checkout::retry::{Budget, Step, Tries, next};
use proptest::prelude::*;

use crate::cases;

const CODES: [ErrorCode; 13] = [
    ErrorCode::InvalidRequest,
    ErrorCode::InvalidOptions,
    ErrorCode::SecretInBrowser,
    ErrorCode::Unauthorized,
    ErrorCode::NotFound,
    ErrorCode::RejectedByApi,
    ErrorCode::IdempotencyConflict,
    ErrorCode::RateLimited,
    ErrorCode::Unavailable,
    ErrorCode::Timeout,
    ErrorCode::Aborted,
    ErrorCode::InvalidResponse,
    ErrorCode::UnsafeRedirect,
];

prop_compose! {
    fn failure()(code in prop::sample::select(CODES.to_vec()), status in prop::option::of(100..600_u16),
                 in_flight in any::<bool>(), retry_after_ms in prop::option::of(0..100_000_u32)) -> CheckoutError {
        let mut error = CheckoutError::new(code, "");
        error.status = status;
        error.retry_after_ms = retry_after_ms;
        error.retryable |= in_flight;
        error
    }
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn there_is_an_end_within_the_time_of_the_call(
        turns in prop::collection::vec((failure(), 0..20_000_u32, any::<f64>()), 100),
        repeats in 0..10_u32,
        time in 0..120_000_u32,
    ) {
        let (mut tries, mut left_ms, mut sent, mut in_flight) = (Tries::default(), time, 0, 0);
        for (error, took, random) in &turns {
            sent += 1;
            left_ms = left_ms.saturating_sub(*took);
            match next(error, tries, Budget { repeats, left_ms }, *random) {
                Step::GiveUp => break,
                Step::RenewToken => {
                    prop_assert!(!tries.renewed && error.status == Some(401) && left_ms > 0);
                    tries.renewed = true;
                }
                Step::Repeat { after_ms, counts } => {
                    prop_assert!(error.retryable && repeats > 0 && after_ms < left_ms);
                    prop_assert!(!counts || tries.repeated < repeats);
                    let asked = error.retry_after_ms;
                    prop_assert!(asked.map_or(after_ms <= 8_000, |asked| after_ms == asked && asked <= 30_000));
                    // Nobody asks in a hurry how far the first call is.
                    prop_assert!(counts || asked.is_some() || after_ms >= 1_000);
                    tries.repeated += u32::from(counts);
                    in_flight += u32::from(!counts);
                    left_ms -= after_ms;
                }
            }
        }
        prop_assert!(sent <= repeats + in_flight + 2);
    }

    #[test]
    fn a_final_failure_is_final(error in failure(), random in any::<f64>()) {
        let step = next(&error, Tries::default(), Budget { repeats: 10, left_ms: u32::MAX }, random);
        let may_renew = error.code == ErrorCode::Unauthorized && error.status == Some(401);
        if !error.retryable {
            prop_assert_eq!(step, if may_renew { Step::RenewToken } else { Step::GiveUp });
        }
    }

    #[test]
    fn more_jitter_is_never_a_shorter_pause(repeated in 0..40_u32, one in 0.0..1.0, other in 0.0..1.0) {
        let error = CheckoutError::new(ErrorCode::Unavailable, "");
        let budget = Budget { repeats: u32::MAX, left_ms: u32::MAX };
        let pause = |random| match next(&error, Tries { repeated, renewed: false }, budget, random) {
            Step::Repeat { after_ms, .. } => after_ms,
            step => panic!("{step:?}"),
        };
        prop_assert!((pause(one) <= pause(other)) == (one <= other) || pause(one) == pause(other));
    }
}
