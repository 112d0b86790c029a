/** `onewindow audit verify`: walks the chain of an installation, also while a server runs on it. */
import { StartError } from "../platform/config/start-error.ts";
import type { Config } from "../platform/config/config.ts";
import type { Language } from "../platform/text.ts";
import { openDocuments } from "../platform/open-data.ts";
import { verifyChain } from "./chain.ts";
import { verifyTexts } from "./texts.ts";

/** Answers the exit code: 0 whole, 1 broken. Throws StartError when there is nothing to verify. */
export async function verifyCommand(options: {
  config: Config;
  language: Language;
  print(line: string): void;
  progress(done: number, total: number): void;
}): Promise<number> {
  const documents = await openDocuments(options.config);
  if (documents === null) throw new StartError(verifyTexts.nothing(options.config.dataDir)[options.language]);
  const { store } = documents;
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
