// How each language writes numbers, money and dates; used by the pages as rendered and by the
// scripts in them.

/**
 * Arabic is written with Arabic-Indic digits; dates are Gregorian in both, as on invoices and
 * timetables.
 */
const TAGS = { en: "en-SA-u-ca-gregory-nu-latn", ar: "ar-SA-u-ca-gregory-nu-arab" };

export function formatters(lang) {
  const tag = TAGS[lang];
  const money = new Intl.NumberFormat(tag, {
    style: "currency",
    currency: "SAR",
    trailingZeroDisplay: "stripIfInteger",
  });
  const number = new Intl.NumberFormat(tag);
  // A course starts on a date of the calendar, whatever zone the machine which renders it is in.
  const date = new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", timeZone: "UTC" });
  const unit = (name) => new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "long" });
  const [weeks, hours] = [unit("week"), unit("hour")];
  return {
    money: (halalas) => money.format(halalas / 100),
    number: (value) => number.format(value),
    date: (iso) => date.format(new Date(iso)),
    weeks: (count) => weeks.format(count),
    hours: (count) => hours.format(count),
  };
}
