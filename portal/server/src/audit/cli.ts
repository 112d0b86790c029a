/** `onewindow audit verify`: walks the chain of a data folder, also while a server runs on it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { StartError } from "../platform/config/start-error.ts";
import type { Language } from "../platform/text.ts";
import { openSqliteStore } from "../platform/store/sqlite.ts";
import { verifyChain } from "./chain.ts";
import { verifyTexts } from "./texts.ts";

/** Answers the exit code: 0 whole, 1 broken. Throws StartError when there is nothing to verify. */
export async function verifyCommand(options: {
  dataDir: string;
  language: Language;
  print(line: string): void;
  progress(done: number, total: number): void;
}): Promise<number> {
  const file = path.join(options.dataDir, "app.db");
  if (!existsSync(file)) throw new StartError(verifyTexts.nothing(file)[options.language]);
  const store = openSqliteStore({ file, readOnly: true });
  try {
    const { rows, brokenAt } = await verifyChain(store, options.progress);
    options.print(
      (brokenAt === null ? verifyTexts.whole(rows) : verifyTexts.broken(brokenAt, rows))[options.language],
    );
    return brokenAt === null ? 0 : 1;
  } finally {
    await store.close();
  }
}
