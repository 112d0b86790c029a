/** The content of the checkout with one file changed, in a folder of its own that goes with the test. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

const HOME = fileURLToPath(new URL("../../../../../", import.meta.url));

export async function changedContent(
  t: Pick<TestContext, "after">,
  file: string,
  change: (text: string) => string,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "onewindow-content-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const name of ["processes", "forms", "templates"])
    await cp(path.join(HOME, name), path.join(folder, name), { recursive: true });
  const place = path.join(folder, file);
  const before = await readFile(place, "utf8");
  const after = change(before);
  assert.notEqual(after, before, `${file} was to be changed`);
  await writeFile(place, after);
  return folder;
}

/** The food licence is checked for completeness by its department, too (1.2a rule 4). */
export const foodByDepartment = (text: string): string => {
  const at = text.indexOf("- id: food-licence");
  const from = text.indexOf("acceptance: window", at);
  return `${text.slice(0, from)}acceptance: department${text.slice(from + "acceptance: window".length)}`;
};
