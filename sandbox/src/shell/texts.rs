//! The words of the hosted page.

use super::language::Language;
use crate::core::status::Status;

pub struct Texts {
    pub title: &'static str,
    pub ribbon: &'static str,
    pub ribbon_detail: &'static str,
    pub other_language: &'static str,
    pub order_from: &'static str,
    pub reference: &'static str,
    pub quantity: &'static str,
    pub national_id: &'static str,
    pub total: &'static str,
    pub currency: &'static str,
    pub method: &'static str,
    pub payment: &'static str,
    pub year: &'static str,
    pub explanation: &'static str,
    pub mobile: &'static str,
    pub approve: &'static str,
    pub decline: &'static str,
    pub back: &'static str,
    pub footer: &'static str,
    pub not_found: Outcome,
    pub form_stale: Outcome,
    succeeded: Outcome,
    rejected: Outcome,
    expired: Outcome,
}

/// What to say when there is nothing to decide.
pub struct Outcome {
    pub title: &'static str,
    pub detail: &'static str,
}

impl Texts {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Ar => &ARABIC,
        }
    }

    /// None while there is something to decide.
    pub fn outcome(&self, status: Status) -> Option<&Outcome> {
        match status {
            Status::Pending => None,
            Status::Succeeded => Some(&self.succeeded),
            Status::Rejected => Some(&self.rejected),
            Status::Expired => Some(&self.expired),
        }
    }
}

static ENGLISH: Texts = Texts {
    title: "Review your order",
    ribbon: "Sandbox – no real payment",
    ribbon_detail: "Nothing is charged here, whatever you choose.",
    other_language: "العربية",
    order_from: "Order from",
    reference: "Order reference",
    quantity: "Qty",
    national_id: "National ID",
    total: "Total",
    currency: "SAR",
    method: "Pay in instalments",
    payment: "Your payment",
    year: "School year",
    explanation: "Approve to play a buyer whose plan was set up, or decline to play one whose request was turned down. Either way you go back to the shop.",
    mobile: "Mobile number",
    approve: "Approve and pay",
    decline: "Decline",
    back: "Back to the shop",
    footer: "A local stand-in for a payment provider's checkout page, for testing. It belongs to no payment provider.",
    not_found: Outcome {
        title: "There is no such checkout",
        detail: "The link is wrong, or the sandbox was restarted: it keeps nothing between runs.",
    },
    form_stale: Outcome {
        title: "That did not come from this page",
        detail: "Open the checkout again from its link and decide there.",
    },
    succeeded: Outcome {
        title: "Payment approved",
        detail: "The down payment was made and the plan was created. There is nothing more to do here.",
    },
    rejected: Outcome {
        title: "Payment declined",
        detail: "This request was turned down. Nothing was charged.",
    },
    expired: Outcome {
        title: "This checkout has expired",
        detail: "It lay untouched for two hours and cannot be resumed. Start again from the shop.",
    },
};

static ARABIC: Texts = Texts {
    title: "راجع طلبك",
    ribbon: "بيئة تجريبية – لا يوجد دفع حقيقي",
    ribbon_detail: "لن يُخصم أي مبلغ هنا مهما كان اختيارك.",
    other_language: "English",
    order_from: "طلب من",
    reference: "مرجع الطلب",
    quantity: "الكمية",
    national_id: "رقم الهوية",
    total: "الإجمالي",
    currency: "ر.س",
    method: "الدفع بالتقسيط",
    payment: "الدفع",
    year: "العام الدراسي",
    explanation: "اختر الموافقة لتجربة مشترٍ اكتملت خطته، أو الرفض لتجربة طلب لم يُقبل. في الحالتين ستعود إلى المتجر.",
    mobile: "رقم الجوال",
    approve: "الموافقة والدفع",
    decline: "رفض",
    back: "العودة إلى المتجر",
    footer: "صفحة محلية للاختبار تحاكي صفحة الدفع لدى مزوّد خدمة الدفع، ولا تتبع لأي مزوّد.",
    not_found: Outcome {
        title: "لا توجد عملية دفع بهذا الرابط",
        detail: "الرابط غير صحيح، أو أُعيد تشغيل البيئة التجريبية: فهي لا تحتفظ بشيء بعد إيقافها.",
    },
    form_stale: Outcome {
        title: "لم يصل هذا القرار من هذه الصفحة",
        detail: "افتح عملية الدفع من رابطها مرة أخرى ثم قرّر.",
    },
    succeeded: Outcome {
        title: "تمت الموافقة على الدفع",
        detail: "سُدّدت الدفعة الأولى وأُنشئت الخطة. لا يلزمك شيء آخر هنا.",
    },
    rejected: Outcome {
        title: "رُفض الطلب", detail: "لم يُقبل هذا الطلب، ولم يُخصم أي مبلغ."
    },
    expired: Outcome {
        title: "انتهت صلاحية عملية الدفع",
        detail: "بقيت ساعتين دون أي نشاط ولا يمكن استئنافها. ابدأ من المتجر من جديد.",
    },
};
