use super::*;

fn read_number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn read(text: &str) -> Option<Value<'_>> {
    parse(text, read_number)
}

fn by_serde(text: &str) -> Option<Value<'_>> {
    serde_json::from_str(text).ok()
}

#[test]
fn agrees_with_an_independent_parser() {
    for text in [
        "null",
        " true\t",
        "\r\nfalse\n",
        "[]",
        "[ ]",
        "{}",
        "{ }",
        r#"{"a":[1,2.5,{"b":null}],"":""}"#,
        r#""\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t é 😀 \u007f""#,
        // What is no JSON.
        "",
        " ",
        "nul",
        "nulll",
        "truE",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"a\nb\"",
        "1 2",
        "'a'",
        "<html>",
        "undefined",
        "NaN",
        "\u{feff}1",
    ] {
        assert_eq!(read(text), by_serde(text), "{text:?}");
    }
}

#[test]
fn of_members_of_one_name_the_last_one_counts() {
    assert_eq!(read(r#"{"a":1,"b":2,"a":{"b":3}}"#), by_serde(r#"{"a":{"b":3},"b":2}"#));
    let many = |count: usize| {
        let members: Vec<_> = (0..count).map(|index| format!("\"k{index}\":0")).collect();
        format!("{{{}}}", members.join(","))
    };
    assert!(read(&many(MAX_MEMBERS)).is_some());
    assert!(read(&many(MAX_MEMBERS + 1)).is_none());
    assert!(parse_own(&many(5000), read_number).is_some());
}

#[test]
fn reads_numbers_to_the_last_bit() {
    for text in [
        "0",
        "-0",
        "7",
        "-350.5",
        "350.55",
        "0.1",
        "0.30000000000000004",
        "9007199254740991",
        "9007199254740993",
        "123456789012345",
        "0.000001",
        "1e3",
        "1E-7",
        "-1.5e+300",
        "1e21",
        "123456789012345678901234567890",
        "0.1234567890123456789",
        "4.35",
        "1.005",
        "179769313486231570000000000000000000000",
        "5e-324",
        // What is no number.
        "01",
        "-",
        "+1",
        ".5",
        "5.",
        "1e",
        "1e+",
        "-01",
        "0x10",
        "1.2.3",
        "--1",
        "1_000",
        "1e400",
        "-1e400",
    ] {
        let bits = |value: Option<Value>| match value {
            Some(Value::Number(number)) => Some(number.to_bits()),
            _ => None,
        };
        assert_eq!(bits(read(text)), bits(by_serde(text)), "{text:?}");
    }
}

#[test]
fn refuses_what_is_nested_too_deeply() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(MAX_DEPTH + 1)).is_some());
    assert!(read(&nested(MAX_DEPTH + 2)).is_none());
    assert!(read(&"[".repeat(1_000_000)).is_none());
    assert!(read(&"{\"a\":".repeat(1_000_000)).is_none());
}

#[test]
fn refuses_half_a_character() {
    for half in [r"\ud800", r"\udc00", r"\ud800x", r"\udc00\ud800", r"\ud800\ud800", r"\uD83D\u0041"] {
        assert_eq!(read(&format!(r#"{{"a":["{half}"]}}"#)), None, "{half}");
        assert_eq!(read(&format!(r#"{{"{half}":1}}"#)), None, "{half}");
    }
}
