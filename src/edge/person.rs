//! A refusal as a page, for a browser that shows whatever it is answered: a person posted a form
//! without a script, or came back from the hosted page.

use super::answer::{Answer, Refusal};
use super::language::{self, Language};
use crate::error::Issue;

/// What the person was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    Order,
    Return,
}

/// The refusal of an answer as a page. What is no refusal stays as it is.
pub fn page(answer: Answer, occasion: Occasion, language: Language) -> Answer {
    let Some(refusal) = &answer.refusal else { return answer };
    let (tag, direction) = (language.tag(), language.direction());
    let [heading, advice] = words(occasion, language);
    let lines: String = lines(refusal, language).iter().map(|line| format!("<li>{line}</li>")).collect();
    let body = format!(
        "<!doctype html><html lang=\"{tag}\" dir=\"{direction}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{heading}</title>\
         <h1>{heading}</h1><ul>{lines}</ul><p>{advice}</p>"
    );
    let mut page = Answer { body, ..answer };
    for (_, value) in page.headers.iter_mut().filter(|(name, _)| *name == "Content-Type") {
        *value = "text/html; charset=utf-8".to_owned();
    }
    page.with("Content-Language", tag)
        .with("Vary", "Accept-Language")
        .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
}

fn words(occasion: Occasion, language: Language) -> [&'static str; 2] {
    match (occasion, language) {
        (Occasion::Order, Language::English) => {
            ["Your order was not sent", "Go back, change it, and send it again."]
        }
        (Occasion::Order, Language::Arabic) => ["لم يُرسل طلبك", "ارجع وعدّله ثم أرسله مرة أخرى."],
        (Occasion::Return, Language::English) => {
            ["Your order cannot be shown now", "If you have paid, nothing is lost: go back to the shop."]
        }
        (Occasion::Return, Language::Arabic) => {
            ["لا يمكن عرض طلبك الآن", "إن كنت قد دفعت فلن يضيع شيء: عُد إلى المتجر."]
        }
    }
}

fn lines(refusal: &Refusal, language: Language) -> Vec<String> {
    if refusal.issues.is_empty() {
        return vec![match language {
            Language::English => escape(refusal.message),
            Language::Arabic => language::arabic_refusal(refusal.id).to_owned(),
        }];
    }
    let line = |issue: &Issue| {
        let words = match language {
            Language::Arabic if !refusal.is_merchants => language::arabic_issue(issue.code).to_owned(),
            _ => escape(&issue.message),
        };
        match (issue.path.as_str(), language) {
            // It is about all of the order.
            ("", _) => words,
            (path, Language::English) => format!("{}: {words}", escape(path)),
            // A path is spelt from left to right, whatever surrounds it.
            (path, Language::Arabic) => format!("<bdi>{}</bdi>: {words}", escape(path)),
        }
    };
    refusal.issues.iter().map(line).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edge::answer;

    #[test]
    fn a_person_is_told_every_issue_on_a_page() {
        let issue = Issue { path: "<b>&\"".into(), code: "format", message: "must be a UUID".into() };
        let order = |answer, language| page(answer, Occasion::Order, language);
        let english = order(answer::invalid(std::slice::from_ref(&issue), false), Language::English);
        assert_eq!(english.status, 400);
        assert!(english.body.contains("<li>&lt;b&gt;&amp;&quot;: must be a UUID</li>"), "{}", english.body);
        assert!(english.headers.contains(&("Content-Type", "text/html; charset=utf-8".to_owned())));
        let arabic = order(answer::invalid(&[issue], false), Language::Arabic);
        assert!(arabic.body.contains("<bdi>&lt;b&gt;&amp;&quot;</bdi>"), "{}", arabic.body);
        assert!(!arabic.body.contains("UUID") && arabic.body.contains("dir=\"rtl\""), "{}", arabic.body);
    }

    #[test]
    fn a_refusal_of_the_whole_order_is_told_without_a_path() {
        let closed = Issue { path: String::new(), code: "format", message: "We are <closed>".into() };
        for language in [Language::English, Language::Arabic] {
            let refused = answer::invalid(std::slice::from_ref(&closed), true);
            let page = page(refused, Occasion::Order, language);
            assert!(page.body.contains("<ul><li>We are &lt;closed&gt;</li></ul>"), "{}", page.body);
        }
        let ours = page(answer::invalid(&[closed], false), Occasion::Order, Language::Arabic);
        assert!(ours.body.contains("<ul><li>القيمة ليست بالصيغة الصحيحة</li></ul>"), "{}", ours.body);
    }

    #[test]
    fn what_is_no_refusal_stays_as_it_is() {
        let gone = answer::see_other("/x");
        assert_eq!(page(gone.clone(), Occasion::Order, Language::Arabic), gone);
        let lost = page(answer::not_found(), Occasion::Return, Language::English);
        assert_eq!(lost.body.matches("<li>").count(), 1);
    }
}
