/** `node engine/src/feel/testing/write-reference.ts`: writes the reference pages of FEEL in `docs/feel` anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { pageFile, readReferenceData, referencePage } from "./reference-page.ts";

for (const language of ["zh", "en"] as const) {
  const file = pageFile(language);
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, referencePage(readReferenceData(), language));
}
