// What is sold and what it costs. Only the edge function reads prices from here when an order is placed:
// whatever a page shows, or was made to show, the checkout is created with these amounts.

const COURSES_ENTITY = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c1a01";
const OLAYA_CAMPUS = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a01";
const NARJIS_CAMPUS = "0b5e7a52-6f0e-4d55-9b5b-3f1a5f0c3a02";

export const SCHOOL_YEAR = {
  id: "7c9d1f60-2a44-4b8e-8a57-2b8f6f0d2026",
  name: { en: "2026/2027", ar: "٢٠٢٦/٢٠٢٧" },
};

/** Seats of one course in one order; a group larger than this is sold by telephone. */
export const MOST_SEATS = 9;

/** Amounts are whole halalas (SAR 1 = 100), so that no sum here ever meets a binary fraction. */
export const COURSES = [
  {
    id: "calligraphy-ruqah",
    name: { en: "Arabic Calligraphy: Ruq‘ah", ar: "الخط العربي: الرقعة" },
    about: {
      en: "Cut your own reed pen, then write a page you would frame.",
      ar: "ابرِ قلم القصب بنفسك، ثم اكتب صفحة تستحق أن تُعلَّق.",
    },
    weeks: 6,
    hours: 18,
    starts: "2026-12-06",
    halalas: 65_000,
    entity: COURSES_ENTITY,
  },
  {
    id: "data-python",
    name: { en: "Data Analysis with Python", ar: "تحليل البيانات بلغة بايثون" },
    about: {
      en: "From a messy spreadsheet to a chart your manager trusts.",
      ar: "من جدول مبعثر إلى رسم بياني يثق به مديرك.",
    },
    weeks: 10,
    hours: 60,
    starts: "2026-12-13",
    halalas: 240_000,
    entity: COURSES_ENTITY,
  },
  {
    id: "product-photography",
    name: { en: "Product Photography", ar: "تصوير المنتجات" },
    about: {
      en: "One window, one lamp, and pictures that sell by themselves.",
      ar: "نافذة واحدة ومصباح واحد، وصور تبيع وحدها.",
    },
    weeks: 4,
    hours: 16,
    starts: "2026-12-08",
    halalas: 89_950,
    entity: COURSES_ENTITY,
  },
  {
    id: "public-speaking",
    name: { en: "Speaking with Confidence", ar: "فن الإلقاء بثقة" },
    about: {
      en: "Eight evenings, eight speeches, and a room that is on your side.",
      ar: "ثماني أمسيات وثماني كلمات، وجمهور يقف إلى جانبك.",
    },
    weeks: 8,
    hours: 24,
    starts: "2027-01-04",
    halalas: 112_500,
    entity: COURSES_ENTITY,
  },
  {
    id: "ux-foundations",
    name: { en: "Interface Design Foundations", ar: "أساسيات تصميم الواجهات" },
    about: {
      en: "Design one app in two languages, and test it with five people.",
      ar: "صمّم تطبيقًا واحدًا بلغتين، واختبره مع خمسة أشخاص.",
    },
    weeks: 12,
    hours: 72,
    starts: "2027-01-10",
    halalas: 320_000,
    entity: COURSES_ENTITY,
  },
  {
    id: "small-business-books",
    name: { en: "Bookkeeping for Small Business", ar: "محاسبة المنشآت الصغيرة" },
    about: {
      en: "Close your month in a day, and know what the numbers say.",
      ar: "أغلق حسابات شهرك في يوم، وافهم ما تقوله الأرقام.",
    },
    weeks: 5,
    hours: 20,
    starts: "2026-12-15",
    halalas: 74_075,
    entity: COURSES_ENTITY,
  },
];

/**
 * The signed-in family of the school's page. `national_id` is left out where the school does not
 * have it yet.
 */
export const FAMILY = {
  id: "F-2081",
  name: { en: "Al-Zahir family", ar: "عائلة الزاهر" },
  guardian: { first: { en: "Salman", ar: "سلمان" }, last: { en: "Al-Zahir", ar: "الزاهر" } },
  children: [
    {
      id: "layan",
      name: { en: "Layan Al-Zahir", ar: "ليان الزاهر" },
      grade: { en: "Grade 5", ar: "الصف الخامس" },
      campus: { en: "Olaya campus", ar: "فرع العليا" },
      national_id: "1000000016",
      halalas: 2_850_000,
      entity: OLAYA_CAMPUS,
    },
    {
      id: "yousef",
      name: { en: "Yousef Al-Zahir", ar: "يوسف الزاهر" },
      grade: { en: "Grade 2", ar: "الصف الثاني" },
      campus: { en: "Olaya campus", ar: "فرع العليا" },
      national_id: "1000000024",
      halalas: 2_475_000,
      entity: OLAYA_CAMPUS,
    },
    {
      id: "reem",
      name: { en: "Reem Al-Zahir", ar: "ريم الزاهر" },
      grade: { en: "Kindergarten 2", ar: "الروضة الثانية" },
      campus: { en: "Narjis campus", ar: "فرع النرجس" },
      halalas: 1_860_050,
      entity: NARJIS_CAMPUS,
    },
  ],
};

export const findCourse = (id) => COURSES.find((course) => course.id === id);

export const findChild = (id) => FAMILY.children.find((child) => child.id === id);
