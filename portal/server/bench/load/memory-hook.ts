/** Loaded into the measured server (`--import`): answers its parent what memory it holds after a full collection. */
process.on("message", (message) => {
  if (message !== "memory") return;
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
// the channel must not keep the server alive
process.channel?.unref();
