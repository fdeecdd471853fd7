use super::*;

#[test]
fn reads_mobile_numbers_in_every_usual_spelling() {
    for spelled in [
        "512345678",
        "0512345678",
        "+966512345678",
        "+966 51 234 5678",
        "+966 (0) 51-234-5678",
        "00966512345678",
        "966512345678",
        "9660512345678",
        "٠٥١٢٣٤٥٦٧٨",
        "+٩٦٦ ٥١ ٢٣٤ ٥٦٧٨",
        "۰۵۱۲۳۴۵۶۷۸",
        "\u{202a}+966 51 234 5678\u{202c}",
        " 051\u{a0}234\u{2011}5678 ",
        "\u{61c}٠٥١٢٣٤٥٦٧٨",
        "\u{feff}051\u{2212}2345678",
    ] {
        assert_eq!(mobile_number(spelled).as_deref(), Some("512345678"), "{spelled:?}");
    }
}

#[test]
fn never_cuts_what_is_no_saudi_mobile_number() {
    for spelled in [
        "",
        "5",
        "51234567",
        "5123456789",
        "412345678",
        "0112345678",
        "+971512345678",
        "00512345678",
        "+512345678",
        "51234567x",
        "966966512345678",
        "++966512345678",
        "512 345 67a",
        "+966",
        "512345678;512345678",
    ] {
        assert_eq!(mobile_number(spelled), None, "{spelled:?}");
    }
}

#[test]
fn knows_national_ids() {
    assert_eq!(national_id("1098765432").as_deref(), Some("1098765432"));
    assert_eq!(national_id("٢٠٩٨٧٦٥٤٣٢").as_deref(), Some("2098765432"));
    assert_eq!(national_id(" 1098765432\n").as_deref(), Some("1098765432"));
    for id in ["", "3098765432", "109876543", "10987654321", "1o98765432", "1098765 32"] {
        assert_eq!(national_id(id), None, "{id:?}");
    }
}

#[test]
fn knows_email_addresses() {
    for address in ["a@b.co", "first.last+tag@school.edu.sa", "o'neil@x-y.sa", "a@xn--mgbh0fb.example"] {
        assert!(is_email(address), "{address:?}");
    }
    for address in [
        "",
        "a",
        "a@",
        "@b.co",
        "a@b",
        "a@b.",
        "a@.co",
        "a b@c.co",
        "a@b@c.co",
        "a@b..co",
        ".a@b.co",
        "a@-b.co",
        "a@b.co ",
        "a\n@b.co",
        "a@b.co,c@d.co",
        "a@b.co\u{200f}",
        "a@b\u{a0}c.co",
        "a@b\u{85}.co",
        "<a@b.co>",
        "a😀@b.co",
        "سعد@b.co",
        "a@مثال.السعودية",
        "a\u{200b}@b.co",
    ] {
        assert!(!is_email(address), "{address:?}");
    }
    assert!(!is_email(&format!("{}@b.co", "a".repeat(65))));
}

#[test]
fn knows_uuids() {
    assert!(is_uuid("0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01"));
    assert!(is_uuid("0B5E7A52-6F0E-4D55-9B5B-3F1A5F0C1A01"));
    for text in [
        "",
        "0b5e7a526f0e4d559b5b3f1a5f0c1a01",
        "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a0",
        "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a0g",
        "{0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a}",
        "../../../../../../../../../../../../",
    ] {
        assert!(!is_uuid(text), "{text:?}");
    }
}

#[test]
fn knows_web_addresses() {
    for address in [
        "https://shop.example/thanks",
        "https://shop.example:8443/a?b=c#d",
        "https://xn--mgbh0fb.example/%D8%B4?a=(b)&c=@'*,;!$~",
        "http://localhost:4020/return/abc",
        "http://127.0.0.1/x",
        "http://[::1]:80/x",
        "https://store.localhost",
    ] {
        assert!(is_web_address(address), "{address:?}");
    }
    for address in [
        "",
        "/thanks",
        "shop.example/thanks",
        "http://shop.example/thanks",
        "ftp://shop.example",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "https://user@shop.example",
        "https://user:pass@shop.example",
        "http://user@store.localhost",
        "http://evil.example;.localhost",
        "http://127.+1.0.1",
        "http://127.0.0.+1",
        "https://مثال.السعودية/",
        "https://shop.example/شكرا",
        "https://shop.example/a]b",
        "https://shop.example/{id}",
        "https://shop.example/a#b#c",
        "https://shop.example/100%",
        "https://shop.example/%zz",
        "https://shop.example\\@evil.example",
        "https://shop example/",
        "https://shop.example/a b",
        "https://shop.example:99999/",
        "https://shop.example:+1/",
        "https://shop",
        "https://-a.example",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
    ] {
        assert!(!is_web_address(address), "{address:?}");
    }
}

#[test]
fn knows_one_page_by_two_addresses() {
    let page = "https://shop.example/thanks?a=b";
    for same in [page, "HTTPS://Shop.example/thanks?a=b", "https://shop.example/thanks?a=b#c"] {
        assert!(is_same_page(page, same), "{same:?}");
    }
    assert!(is_same_page("https://shop.example", "https://shop.example/#"));
    for other in ["https://shop.example/thanks", "https://shop.example/thanks?a=bc", ""] {
        assert!(!is_same_page(page, other), "{other:?}");
    }
}
