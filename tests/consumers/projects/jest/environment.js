// jsdom without what jsdom lacks and every browser has: Node's own.
import { TestEnvironment } from "jest-environment-jsdom";

export default class extends TestEnvironment {
  constructor(...args) {
    super(...args);
    Object.assign(this.global, { fetch, Headers, Request, Response });
  }
}
