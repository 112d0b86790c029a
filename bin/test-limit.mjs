/**
 * Loaded into the process of each test file: one that does not end, because a test waits for ever or leaves something
 * open, ends here as failed, and the run goes on. No measure of speed: the limit is far beyond any file.
 */
const LIMIT_MS = Number(process.env.ONEWINDOW_FILE_LIMIT_MS ?? 10 * 60_000);

setTimeout(() => {
  process.stderr.write(
    `This file's process did not end within ${LIMIT_MS / 1000} s and was ended. It holds: ${process.getActiveResourcesInfo().join(", ") || "nothing"}\n`,
  );
  process.exit(1);
}, LIMIT_MS).unref();
