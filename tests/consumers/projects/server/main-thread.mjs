const [sandbox, name] = process.argv.slice(2);
const worker = new Worker(new URL("./thread.mjs", import.meta.url), { type: "module" });
worker.addEventListener("message", ({ data }) => {
  console.log(JSON.stringify(data));
  worker.terminate();
});
worker.postMessage({ sandbox, name });
