/** `jeelpay-checkout/edge` holds the merchant's secret: importing it in a page throws `secret_in_browser`. */
export {};
