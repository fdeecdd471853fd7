/** Does `work` for every entry, for so many at once. */
export async function inParallel(entries, atOnce, work) {
  const waiting = [...entries];
  const worker = async () => {
    while (waiting.length > 0) await work(waiting.shift());
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
