/** Folders in the machine's temporary directory that are made once per user, whole or not at all. */
import { lstat, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/**
 * Path of a folder of this user, made by `fill` on first use. Several processes may come at once: each fills a folder
 * aside, one is moved into place. Throws when somebody else made it or may write in it.
 */
export async function ownFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const home = join(tmpdir(), `${name}-${userInfo().uid}`);
  if (await isOurs(home)) return home;
  const aside = await mkdtemp(join(tmpdir(), `${name}-new-`));
  try {
    await fill(aside);
    await rename(aside, home).catch(async (error: unknown) => {
      if (!(await isOurs(home))) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return home;
}

async function isOurs(home: string): Promise<boolean> {
  try {
    const found = await lstat(home);
    const open = process.platform !== "win32" && (found.uid !== userInfo().uid || (found.mode & 0o022) !== 0);
    if (!found.isDirectory() || open) throw new Error(`${home} was made by somebody else: remove it`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return false;
    throw error;
  }
}
