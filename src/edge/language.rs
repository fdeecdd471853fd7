//! English or Arabic: what a browser asks for, and what is said in Arabic. English is what all else
//! of the crate speaks.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Arabic,
}

impl Language {
    /// The better one of an `Accept-Language` header (RFC 9110, section 12.5.4); English if both or
    /// neither are asked for.
    pub fn accepted(header: &str) -> Language {
        match weight(header, "ar") > weight(header, "en") {
            true => Language::Arabic,
            false => Language::English,
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Arabic => "ar",
        }
    }

    pub fn direction(self) -> &'static str {
        match self {
            Language::English => "ltr",
            Language::Arabic => "rtl",
        }
    }
}

/// In thousandths; 0 for what is not asked for. Of equals the first is a little better.
fn weight(header: &str, tag: &str) -> u32 {
    let ranges = header.split(',').take(50).enumerate();
    let weights = ranges.filter_map(|(at, range)| {
        let (name, parameter) = range.split_once(';').unwrap_or((range, "q=1"));
        let primary = name.trim().split('-').next()?;
        let quality = parameter.trim().strip_prefix("q=")?.trim().parse::<f64>().ok()?;
        let is_asked = primary.eq_ignore_ascii_case(tag) && quality > 0.0 && quality <= 1.0;
        is_asked.then_some(((quality * 1_000_000.0) as u32).saturating_sub(at as u32))
    });
    weights.max().unwrap_or(0)
}

/// What is wrong with a value, by the code of its issue.
pub fn arabic_issue(code: &str) -> &'static str {
    match code {
        "required" => "هذا الحقل مطلوب",
        "type" => "القيمة ليست من النوع الصحيح",
        "too_short" => "القيمة أقصر من المسموح",
        "too_long" => "القيمة أطول من المسموح",
        "minimum" => "القيمة أقل من المسموح",
        "maximum" => "القيمة أكبر من المسموح",
        "decimals" => "المنازل العشرية أكثر من المسموح",
        "mismatch" => "القيمة لا توافق بقية الطلب",
        "misspelt" => "اسم الحقل غير صحيح",
        "unreadable" => "تعذّرت قراءة هذا الحقل",
        "too_large" => "البيانات أكثر من المسموح",
        _ => "القيمة ليست بالصيغة الصحيحة",
    }
}

/// Why a request was refused, by the id of the refusal.
pub fn arabic_refusal(id: &str) -> &'static str {
    match id {
        "NOT-FOUND" => "لا يوجد طلب بهذا العنوان",
        "FOREIGN-ORIGIN" => "لا يُقبل الطلب من هذا الموقع",
        "METHOD-NOT-ALLOWED" => "لا يُفتح هذا العنوان بهذه الطريقة",
        "MEDIA-TYPE" => "لم يصل الطلب بصيغة يمكن قراءتها",
        "TOO-LARGE" => "الطلب أكبر من المسموح",
        "UNREADABLE" => "تعذّرت قراءة الطلب",
        "TOO-SLOW" => "لم يصل الطلب كاملًا في الوقت المحدد",
        "IDEMPOTENCY-CONFLICT" => "سبق إرسال طلب آخر بهذا المفتاح",
        "ORDER-FULL" => "عُدّل هذا الطلب مرات كثيرة، حاول مرة أخرى بعد ساعتين",
        "UPSTREAM-BUSY" => "الطلبات كثيرة الآن، حاول لاحقًا",
        "UNAVAILABLE" | "TIMEOUT" => "الخدمة غير متاحة الآن، حاول مرة أخرى",
        "UPSTREAM-REFUSED" => "رُفض الطلب",
        _ => "لا يمكن الدفع في هذا المتجر الآن",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ISSUE_CODES;

    #[test]
    fn the_better_language_is_spoken() {
        for header in ["ar", "AR-sa", "ar, en", "fr, ar;q=0.1", "en;q=0.5,ar;q=0.51", "ar;q=0.8 , en;q=0.8"] {
            assert_eq!(Language::accepted(header), Language::Arabic, "{header}");
        }
        for header in ["", "en", "en, ar", "ar;q=0", "ar;q=2", "ar;q=x", "arn", "ar;q=0.1, en;q=0.2", ";,;q="]
        {
            assert_eq!(Language::accepted(header), Language::English, "{header}");
        }
    }

    #[test]
    fn every_code_has_words_of_its_own() {
        let words: std::collections::BTreeSet<_> = ISSUE_CODES.into_iter().map(arabic_issue).collect();
        assert_eq!(words.len(), ISSUE_CODES.len());
    }

    #[test]
    fn what_is_wrong_with_a_request_is_not_told_as_the_shops_fault() {
        let fault = arabic_refusal("MISCONFIGURED");
        for id in
            ["FOREIGN-ORIGIN", "METHOD-NOT-ALLOWED", "MEDIA-TYPE", "TOO-LARGE", "UNREADABLE", "TOO-SLOW"]
        {
            assert_ne!(arabic_refusal(id), fault, "{id}");
        }
    }
}
