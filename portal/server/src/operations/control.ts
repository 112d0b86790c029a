/**
 * A door into the running server for the operator on the same machine: a local socket in the data folder that only its
 * owner may use. One request a connection, one JSON object a line; the answer may be preceded by lines of progress.
 */
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { createConnection, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Text } from "../platform/text.ts";
import type { Progress, Step } from "./backup.ts";
import { OperationError } from "./errors.ts";
import { manifestSchema, type Manifest } from "./manifest.ts";
import { operationTexts } from "./texts.ts";

/** Longest path that every system takes for a socket. */
const PATH_MAX = 100;

/** Where the server of this data folder listens; a folder with a long path has its socket in the temporary folder. */
export function controlAddress(dataDir: string): string {
  const inside = path.resolve(dataDir, "control.sock");
  const name = `onewindow-${createHash("sha256").update(path.resolve(dataDir)).digest("hex").slice(0, 24)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return inside.length <= PATH_MAX ? inside : path.join(tmpdir(), `${name}.sock`);
}

const request = z.strictObject({ command: z.literal("backup"), to: z.string().min(1) });
const textSchema = z.strictObject({ zh: z.string(), en: z.string() });
const line = z.union([
  z.strictObject({ step: z.string(), done: z.number(), total: z.number() }),
  z.strictObject({ error: z.strictObject({ code: z.string(), text: textSchema }) }),
  z.strictObject({ manifest: manifestSchema }),
]);

/** Listens until closed. `run` carries a backup out. */
export async function listenForControl(
  dataDir: string,
  run: (to: string, onProgress: Progress) => Promise<Manifest>,
): Promise<{ close(): Promise<void> }> {
  const address = controlAddress(dataDir);
  // the folder is ours (lock): a socket that is there was left by a process that was killed
  if (process.platform !== "win32") rmSync(address, { force: true });
  const server: Server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    const say = (message: z.infer<typeof line>): void => void socket.write(`${JSON.stringify(message)}\n`);
    createInterface({ input: socket }).once("line", (text) => {
      void answer(text, run, say).finally(() => socket.end());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, resolve);
  });
  return { close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function answer(
  text: string,
  run: (to: string, onProgress: Progress) => Promise<Manifest>,
  say: (message: z.infer<typeof line>) => void,
): Promise<void> {
  try {
    const { to } = request.parse(JSON.parse(text));
    say({ manifest: await run(to, (step, done, total) => say({ step, done, total })) });
  } catch (error) {
    const known = error instanceof OperationError;
    const reason = error instanceof Error ? error.message : String(error);
    const shown: Text = known ? error.text : { zh: reason, en: reason };
    say({ error: { code: known ? error.code : "failed", text: shown } });
  }
}

/** Asks the running server for a backup; null when no server listens on this folder. Throws OperationError. */
export async function askForBackup(
  dataDir: string,
  to: string,
  onProgress: Progress,
): Promise<Manifest | null> {
  const socket = createConnection(controlAddress(dataDir));
  const connected = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  if (!connected) return null;
  socket.on("error", () => socket.destroy());
  socket.write(`${JSON.stringify({ command: "backup", to })}\n`);
  for await (const text of createInterface({ input: socket })) {
    const message = line.parse(JSON.parse(text));
    if ("manifest" in message) return message.manifest;
    if ("error" in message) throw new OperationError(message.error.code, message.error.text);
    onProgress(message.step as Step, message.done, message.total);
  }
  throw new OperationError("server-gone", operationTexts.serverGone);
}
