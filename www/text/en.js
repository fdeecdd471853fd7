// Every English string of the store. The Arabic one has the same shape.

const SUPPORT = "If it happens again, write to us and quote the reference below.";

export default {
  lang: "en",
  dir: "ltr",

  common: {
    skip: "Skip to content",
    home: "Both shops",
    otherLanguage: "العربية",
    otherLanguageLabel: "Read this page in Arabic",
    demo: "This is a demo store. Nothing is really sold, and payments go to a local sandbox.",
    independent: "An independent project, not affiliated with or endorsed by Jeel Pay.",
    optional: "optional",
    total: "Total",
    vat: "VAT included",
  },

  landing: {
    title: "Two shops, one checkout",
    lead: "A course shop and a school, each with a page of its own, paid in instalments through a hosted checkout. Order something, approve or decline it, come back, press Back: it should all just work.",
    courses: {
      kind: "Items checkout",
      text: "Short evening courses. Choose seats, leave your number, and pay in instalments.",
      action: "Browse the courses",
    },
    school: {
      kind: "Schooling checkout",
      text: "A family’s fees for the year. Choose the children, and pay for them together.",
      action: "Open the fees page",
    },
    stepsTitle: "What happens when you pay",
    steps: [
      [
        "Your order",
        "The page sends what you chose, and never a price. The store’s own function looks the prices up.",
      ],
      [
        "The hosted page",
        "You are taken to the payment provider’s page, where you see the amount and decide.",
      ],
      [
        "Back here",
        "The store asks what became of it. Only a confirmed payment counts, whatever the address bar says.",
      ],
    ],
  },

  courses: {
    merchant: "Qandeel Academy",
    title: "Learn something this winter that stays with you",
    lead: "Small evening classes in Riyadh and live online. Certificates in Arabic and English.",
    term: "Winter term: registration is open",
    listTitle: "Courses",
    starts: (date) => `Starts ${date}`,
    perSeat: "per seat",
    add: "Add",
    addLabel: (name) => `Add ${name} to your order`,
    moreLabel: (name) => `One more seat: ${name}`,
    fewerLabel: (name) => `One seat fewer: ${name}`,
    seats: "Seats",
    summary: {
      title: "Your order",
      empty: "Nothing here yet",
      hint: "Add a course, and it will wait here for you.",
    },
    details: "Your details",
    detailsHint: "We write to you about your classes, and nothing else.",
    pay: "Pay in instalments",
    review: "Review order",
    chooseFirst: "Add at least one course first.",
  },

  school: {
    merchant: "Zaytoun Hills Schools",
    title: "Tuition fees",
    yearLabel: "School year",
    family: "Family account",
    lead: "Choose the children you are paying for. Siblings go into one plan.",
    childrenTitle: "Children",
    yearlyFee: "Yearly tuition",
    nationalIdFiled: "On the school’s file",
    nationalIdWanted: "Not on file yet: needed for the instalment plan",
    summary: {
      title: "Fees to pay",
      empty: "No child chosen",
      hint: "Choose at least one child to see the fees.",
    },
    details: "Guardian",
    detailsHint: "The plan will be in this person’s name.",
    update: "Update",
    pay: "Pay in instalments",
    review: "Review fees",
    chooseFirst: "Choose at least one child first.",
  },

  how: {
    title: "How it works",
    steps: [
      "You continue on Jeel Pay’s page and sign in with your mobile number.",
      "There you see the instalments and their dates before you agree to anything.",
      "Afterwards you come back here.",
    ],
  },

  fields: {
    first_name: { label: "First name", invalid: "This name is too long." },
    last_name: { label: "Last name", invalid: "This name is too long." },
    mobile_number: {
      label: "Mobile number",
      hint: "A Saudi number in any spelling, e.g. 05X\u00a0XXX\u00a0XXXX",
      missing: "Enter your mobile number.",
      invalid: "This is not a Saudi mobile number. It starts with 05 and has ten digits.",
    },
    email: {
      label: "E-mail",
      invalid: "This address is not complete. It looks like name@example.com.",
    },
    buyer_national_id: {
      label: "National ID or Iqama",
      invalid: "An ID has ten digits and starts with 1 or 2.",
    },
    student_national_id: {
      label: "National ID or Iqama",
      missing: "Enter this child’s ID number.",
      invalid: "An ID has ten digits and starts with 1 or 2.",
    },
  },

  checkout: {
    busy: "Taking you to Jeel Pay…",
    check: "Please check the fields marked in red.",
    reference: "Reference",
  },

  errors: {
    unavailable: [
      "We could not reach the payment service",
      "Nothing was charged. Check your connection and press the button again.",
    ],
    timeout: [
      "The payment service is taking too long",
      "Nothing was charged. Press the button again; you will not be charged twice.",
    ],
    rate_limited: [
      "Many people are paying right now",
      "Nothing was charged. Wait a minute, then press the button again.",
    ],
    idempotency_conflict: [
      "This order has changed since you started paying",
      "Reload the page and press the button again to pay for the order as it is now.",
    ],
    invalid_request: [
      "Something in the order needs your attention",
      "Please check the fields marked in red, then try again.",
    ],
    rejected_by_api: [
      "The payment service did not accept this order",
      `Nothing was charged. Check your details and try again. ${SUPPORT}`,
    ],
    wasm_unavailable: [
      "Your browser could not start the checkout",
      "Update your browser or open this page in another one, then try again.",
    ],
    aborted: [
      "The payment was not started",
      "Nothing was charged. Press the button again when you are ready.",
    ],
    other: ["Something went wrong on our side", `Nothing was charged. ${SUPPORT}`],
  },

  thanks: {
    title: "Your payment",
    order: "Order",
    states: {
      loading: { title: "Looking up your payment", text: "One moment." },
      pending: {
        title: "Your payment is being processed",
        text: "This usually takes less than a minute. You can stay on this page: it updates by itself.",
        hint: "Left the payment page before finishing? Go back and press the button again to continue where you were.",
      },
      slow: {
        title: "Still processing",
        text: "It is taking longer than usual. Your order is safe: we keep watching it, and you may close this page.",
      },
      succeeded: {
        courses: {
          title: "You are in. See you in class!",
          text: "Your first instalment is paid and your seats are booked. The timetable is on its way to you.",
        },
        school: {
          title: "Fees settled. Have a good school year!",
          text: "The first instalment is paid and the school has been told. Nothing more is needed from you.",
        },
      },
      rejected: {
        title: "The payment did not go through",
        text: "It was declined or cancelled, and nothing was charged. What you chose is still here, so you can try again.",
      },
      expired: {
        title: "This payment has expired",
        text: "Nothing was paid for two hours, so it was closed. Nothing was charged; start again whenever you like.",
      },
      missing: {
        title: "We cannot find this payment",
        text: "The link may be old or incomplete, or it was opened in another browser. If you have paid, your order is safe and you need do nothing.",
      },
      failure: {
        title: "We could not check your payment",
        text: "The connection failed. This changes nothing about your payment; we only could not ask.",
      },
    },
    actions: {
      retry: "Check again",
      again: { courses: "Back to my order", school: "Back to the fees" },
      more: { courses: "See more courses", school: "Back to the fees page" },
      home: { courses: "Go to the courses", school: "Go to the fees page" },
    },
  },

  notFound: {
    title: "There is no such page",
    text: "The address may be mistyped, or the page has moved.",
    action: "Go to the start",
  },
};
