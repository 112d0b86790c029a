/** Pictures of the guides, from the screenshots that the end-to-end tests made last: `node bin/pictures.mjs`. */
import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Name in docs/images → screenshot of portal/e2e/screens.e2e.ts. */
export const pictures = {
  "progress.png": "c12-progress-correction-zh-window.png",
  "inbox.png": "w2-inbox-zh-window.png",
  "review.png": "w3-review-zh-window.png",
  "decision.png": "w4-decision-zh-window.png",
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = Object.values(pictures).filter((shot) => !existsSync(join(root, "data/screenshots", shot)));
  if (missing.length > 0) {
    process.stderr.write(`Not there: ${missing.join(", ")}. Run: npm test -- --only=web,e2e\n`);
    process.exit(1);
  }
  for (const [name, shot] of Object.entries(pictures))
    copyFileSync(join(root, "data/screenshots", shot), join(root, "docs/images", name));
  process.stdout.write(`${Object.keys(pictures).length} pictures\n`);
}
