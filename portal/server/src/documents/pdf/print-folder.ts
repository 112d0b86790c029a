/** The folder of one running browser (shell page, profile), named by the server's process so that leftovers are found. */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "onewindow-print-";

/** Makes the folder; those of servers that were killed are removed. */
export async function makePrintFolder(): Promise<string> {
  for (const name of await readdir(tmpdir()).catch(() => [] as string[])) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await removePrintFolder(join(tmpdir(), name));
  }
  return mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** The browser's last processes may still be writing there. What cannot be removed is left to the next start. */
export async function removePrintFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => undefined);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
