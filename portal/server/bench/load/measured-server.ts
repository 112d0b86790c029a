/** A real server process as an office runs it: production, SQLite, the demo county; its memory can be asked for. */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const HOOK = new URL("./memory-hook.ts", import.meta.url).href;
const COMMAND = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export interface MeasuredServer {
  url: string;
  /** What it printed so far. */
  output(): string;
  /** After a full collection, in MB. */
  memory(): Promise<{ rss: number; heap: number; external: number }>;
  stop(): Promise<void>;
}

export async function startMeasured(
  dataDir: string,
  options: { demo: boolean; logLevel?: string; execArgv?: string[] },
): Promise<MeasuredServer> {
  const child = fork(MAIN, [], {
    cwd: ROOT,
    execArgv: ["--expose-gc", "--import", HOOK, ...(options.execArgv ?? [])],
    env: {
      ...process.env,
      NODE_ENV: "production",
      DEMO: String(options.demo),
      HOST: "127.0.0.1",
      PORT: "0",
      DATA_DIR: dataDir,
      LOG_LEVEL: options.logLevel ?? "warn",
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  const keep = (chunk: Buffer): void => void (printed = (printed + chunk.toString()).slice(-200_000));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", () => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${printed}`)));
  });
  return {
    url,
    output: () => printed,
    async memory() {
      const answered = once(child, "message");
      child.send("memory");
      const [usage] = (await answered) as [NodeJS.MemoryUsage];
      return { rss: usage.rss / 1e6, heap: usage.heapUsed / 1e6, external: usage.external / 1e6 };
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Runs `onewindow …` on a data folder; throws with what it said when it does not end well. */
export async function oneWindow(dataDir: string, args: string[]): Promise<string> {
  const child = spawn(process.execPath, [COMMAND, ...args, "--lang=en"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void (printed += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`onewindow ${args.join(" ")} ended with ${code}: ${printed}`);
  return printed;
}
