/** A real server process on a free port and its own data folder, as `npm start` would run it. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface RunningServer {
  url: string;
  dataDir: string;
  /** What the process printed so far, for failure messages. */
  output(): string;
  /** Moves the server's virtual clock and waits until everything due has happened. */
  moveClock(to: string): Promise<void>;
  /** SIGTERM, as Ctrl-C does; waits for the end. */
  stop(): Promise<number | null>;
  /** SIGKILL: what a power cut does. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  /** Start of the virtual clock, ISO with offset. Absent: the system's clock. */
  clockStart?: string;
  dataDir?: string;
  env?: Record<string, string>;
}

export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  if (!existsSync(join(root, "portal/web/dist/index.html")))
    throw new Error("The web app is not built: run the tests by `npm test`, which builds it first.");
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "onewindow-e2e-")));
  const child = spawn(process.execPath, ["portal/server/src/main.ts"], {
    cwd: root,
    env: {
      ...process.env,
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      LOG_LEVEL: "warn",
      ...(options.clockStart ? { CLOCK: "virtual", CLOCK_START: options.clockStart } : {}),
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const url = await address(child, () => printed);
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  return {
    url,
    dataDir,
    output: () => printed,
    async moveClock(to) {
      const response = await fetch(`${url}/test/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ to }),
      });
      if (!response.ok)
        throw new Error(`The clock did not move: ${response.status} ${await response.text()}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      return ended;
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await ended;
    },
  };
}

async function address(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = /http:\/\/127\.0\.0\.1:(\d+)/.exec(printed());
      if (match) resolve(match[0]);
    };
    child.stdout!.on("data", look);
    child.once("exit", (code) =>
      reject(new Error(`The server ended with code ${code} before it listened:\n${printed()}`)),
    );
  });
}

export async function removeData(server: RunningServer): Promise<void> {
  await rm(server.dataDir, { recursive: true, force: true, maxRetries: 5 });
}
