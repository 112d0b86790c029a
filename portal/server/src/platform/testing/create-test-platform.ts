/** The real platform on a temporary folder, on a free port, with a clock that stands still until it is moved. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVirtualClock, type VirtualClock, type WorkflowEngine } from "@onewindow/engine";
import { configWith } from "../config/config.ts";
import type { Settings } from "../config/settings.ts";
import type { PlatformHost } from "../create-platform.ts";
import { createLog } from "../log.ts";
import { openPlatform } from "../open-platform.ts";
import type { Platform } from "../platform.ts";
import { httpClient, type HttpClient } from "./http-client.ts";

export interface TestPlatform extends PlatformHost {
  platform: Platform;
  /** The server's time; real time (sessions, rate limits) is `realTime`. */
  clock: VirtualClock;
  realTime: VirtualClock;
  folder: string;
  /** Lines that were logged, parsed. */
  logged: Record<string, unknown>[];
  /** Starts the server when it does not run yet. A client holds its own cookies. */
  client(options?: { language?: "zh" | "en" }): Promise<HttpClient>;
  /** A client signed in as a demo account (needs the identity area with its seed). */
  signedIn(username: string, options?: { language?: "zh" | "en"; actAs?: string }): Promise<HttpClient>;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
}

export interface TestPlatformOptions {
  settings?: Partial<Settings>;
  /** Epoch ms or ISO; default 2026-03-02T09:00:00+08:00, a Monday. */
  now?: number | string;
  /** Instead of the embedded engine. */
  engine?: (clock: VirtualClock) => WorkflowEngine;
  /** An existing folder (a restart): it is kept on close. */
  folder?: string;
  /** Folder of a built web app; default: the checkout's. */
  webFolder?: string;
}

/** The areas' tests run on MongoDB, too, where ONEWINDOW_TEST_MONGO names one: a database per folder. */
function mongoOf(folder: string): Partial<Settings> {
  const address = process.env["ONEWINDOW_TEST_MONGO"];
  if (address === undefined) return {};
  return {
    mongoUri: `${address.replace(/\/+$/, "")}/${path.basename(folder)}`,
    mongoWithoutTransactions: true,
  };
}

const HOME = fileURLToPath(new URL("../../../../../", import.meta.url));
const DEMO_PASSWORD = "onewindow-demo";

export async function createTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), "onewindow-test-")));
  const start = options.now ?? "2026-03-02T09:00:00+08:00";
  const clock = createVirtualClock(typeof start === "number" ? start : Date.parse(start));
  const realTime = createVirtualClock(Date.now());
  const config = configWith(
    {
      environment: "test",
      port: 0,
      dataDir: folder,
      clock: "virtual",
      logLevel: "debug",
      ...mongoOf(folder),
      ...options.settings,
    },
    HOME,
  );
  const logged: Record<string, unknown>[] = [];
  const log = createLog(config.logLevel, {
    write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>),
  });
  const { engine } = options;
  const host = await openPlatform({
    config,
    log,
    clock,
    realTime,
    webFolder: options.webFolder ?? path.join(HOME, "portal/web/dist"),
    ...(engine ? { engine: () => engine(clock) } : {}),
  });

  let running: Promise<number> | null = null;
  const base = async (): Promise<string> => {
    running ??= host.start();
    return `http://127.0.0.1:${await running}`;
  };
  return {
    ...host,
    clock,
    realTime,
    folder,
    logged,
    client: async (given) => httpClient(await base(), given?.language ?? "zh"),
    async signedIn(username, given = {}) {
      const client = httpClient(await base(), given.language ?? "zh");
      await client.signIn(username, DEMO_PASSWORD);
      if (given.actAs !== undefined) await client.actAs(given.actAs);
      return client;
    },
    async close() {
      await host.stop();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
