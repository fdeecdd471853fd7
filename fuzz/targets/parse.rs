#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| jeelpay_properties::parse::holds(data));
