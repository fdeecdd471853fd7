// A port for those who take no 0, or do not tell which one they got.
import { createServer } from "node:net";

/** A port of this machine that nobody listened at just now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
