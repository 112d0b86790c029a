/** Puts the ports together into the platform that areas are given, and runs its life: ready, listening, closing. */
import type { Clock, WorkflowEngine } from "@onewindow/engine";
import type { Logger } from "pino";
import { systemClock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import type { FilesPort } from "./files/port.ts";
import { createHttpServer, type HttpServer } from "./http/server.ts";
import { registerTestClock } from "./http/test-clock.ts";
import { createIdempotency } from "./idempotency.ts";
import { createIds } from "./ids.ts";
import { createJobs } from "./jobs.ts";
import { createMetrics } from "./metrics.ts";
import type { Platform } from "./platform.ts";
import type { Store } from "./store/port.ts";

export interface Ports {
  config: Config;
  log: Logger;
  clock: Clock;
  realTime?: Clock;
  store: Store;
  files: FilesPort;
  engine: WorkflowEngine;
  secret(name: string): Buffer;
  /** Folder of the built web app. */
  webFolder: string;
}

export interface PlatformHost {
  platform: Platform;
  http: HttpServer;
  /** Runs what areas registered for readiness, opens workers, listens. Answers the port. */
  start(): Promise<number>;
  /** Resolves when engine, areas and workers have nothing due or running. */
  settle(): Promise<void>;
  /** Stops in order: requests, workers, areas (last built first), engine, store. */
  stop(): Promise<void>;
}

export function createPlatform(ports: Ports): PlatformHost {
  const { config, log, clock, engine, store } = ports;
  const realTime = ports.realTime ?? systemClock;
  const ids = createIds(clock);
  const metrics = createMetrics();
  const http = createHttpServer({ config, log, ids, webFolder: ports.webFolder, metrics });
  const jobs = createJobs(engine, log);
  const { idempotent, forgetOld } = createIdempotency(store, realTime);
  const readyHooks: (() => Promise<void>)[] = [];
  const closeHooks: (() => Promise<void>)[] = [];
  const idleHooks: (() => Promise<void>)[] = [];
  let state: "starting" | "ready" | "stopping" = "starting";
  http.useReadiness(() => (state === "ready" ? [] : [state]));

  const settle = (): Promise<void> => settled(engine, jobs, idleHooks);
  if (config.clock === "virtual") registerTestClock(http, clock, settle);

  const platform: Platform = {
    config,
    log,
    clock,
    realTime,
    ids,
    store,
    files: ports.files,
    engine,
    events: http.events,
    metrics,
    idempotent,
    secret: (name) => ports.secret(name),
    route: (definition) => http.route(definition),
    useAccess: (access) => http.useAccess(access),
    worker: (options) => jobs.register(options),
    beforeJobs: (reached) => jobs.beforeJobs(reached),
    onReady: (run) => void readyHooks.push(run),
    onClose: (run) => void closeHooks.push(run),
    onIdle: (idle) => void idleHooks.push(idle),
  };

  return {
    platform,
    http,
    async start() {
      await forgetOld();
      for (const run of readyHooks) await run();
      jobs.open();
      const port = await http.listen();
      if (config.port === 0 && config.publicUrl.endsWith(":0"))
        config.publicUrl = config.publicUrl.replace(/:0$/, `:${port}`);
      state = "ready";
      return port;
    },
    settle,
    async stop() {
      state = "stopping";
      await http.close();
      await jobs.close();
      for (const run of closeHooks.toReversed()) await run();
      await engine.close();
      await store.close();
    },
  };
}

/** Two quiet rounds in a row: what one part does last may give another part work. */
async function settled(
  engine: WorkflowEngine,
  jobs: { quiet(): Promise<void>; busy(): boolean },
  hooks: readonly (() => Promise<void>)[],
): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    const before = engine.lastPosition();
    await engine.idle();
    for (const idle of hooks) await idle();
    await jobs.quiet();
    await new Promise((resolve) => setImmediate(resolve));
    quiet = engine.lastPosition() === before && !jobs.busy() ? quiet + 1 : 0;
  }
}
