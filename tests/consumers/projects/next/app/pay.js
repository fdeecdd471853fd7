"use client";

import { useEffect } from "react";
import * as shop from "../shop.js";

export function Pay() {
  useEffect(() => {
    globalThis.shop = shop; // for the test to look at
  }, []);
  return (
    <button id="pay" onClick={shop.pay}>
      Pay in instalments
    </button>
  );
}
