/** For tests: a copy of the product's content in a folder of its own, to break one thing in it. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { contentFolders } from "./source.ts";

/** The checkout, which holds the content. */
export const home = fileURLToPath(new URL("../../../../../", import.meta.url));

export interface ContentCopy {
  dir: string;
  /** Changes a file; throws when nothing changes, so that a test cannot pass by accident. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  write(file: string, text: string): Promise<void>;
  remove(file: string): Promise<void>;
  close(): Promise<void>;
}

export async function copyContent(): Promise<ContentCopy> {
  const dir = await mkdtemp(path.join(tmpdir(), "onewindow-content-"));
  for (const folder of contentFolders)
    await cp(path.join(home, folder), path.join(dir, folder), { recursive: true });
  return {
    dir,
    async edit(file, change) {
      const before = await readFile(path.join(dir, file), "utf8");
      const after = change(before);
      if (after === before) throw new Error(`the edit of ${file} changes nothing`);
      await writeFile(path.join(dir, file), after);
    },
    write: (file, text) => writeFile(path.join(dir, file), text),
    remove: (file) => rm(path.join(dir, file)),
    close: () => rm(dir, { recursive: true, force: true }),
  };
}
