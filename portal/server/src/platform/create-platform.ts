/** Puts the ports together into the platform that areas are given, and runs its life: ready, listening, closing. */
import type { Clock, VirtualClock, WorkflowEngine } from "@onewindow/engine";
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
import type { Ownership } from "./processes/ownership.ts";
import type { EventsRelay } from "./processes/shared-events.ts";
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
  /** With several server processes: what this one is among them, and how they tell each other what happened. */
  processes?: { ownership: Ownership; relay: EventsRelay } | undefined;
}

export interface PlatformHost {
  platform: Platform;
  http: HttpServer;
  /** Runs what areas registered for readiness, opens workers, listens. Answers the port. */
  start(): Promise<number>;
  /** Resolves when engine, areas and workers have nothing due or running. */
  settle(): Promise<void>;
  /** Whether this process owns the engine; false only on one of several. */
  owns: boolean;
  /** Resolves when this process must close: it may own the engine now, or has lost it. Never with a single process. */
  ended: Promise<"may-own" | "lost">;
  /** Stops in order: requests, workers, areas (last built first), engine, store. */
  stop(): Promise<void>;
}

export function createPlatform(ports: Ports): PlatformHost {
  const { config, log, clock, engine, store } = ports;
  const realTime = ports.realTime ?? systemClock;
  const ids = createIds(clock);
  const metrics = createMetrics();
  const { ownership } = ports.processes ?? {};
  const owns = ownership?.owns ?? true;
  const relay = ports.processes && followingClock(ports.processes.relay, clock, owns);
  const http = createHttpServer({
    config,
    log,
    ids,
    webFolder: ports.webFolder,
    metrics,
    relay,
    ownerUrl: ownership && !owns ? () => ownership.ownerUrl() : undefined,
  });
  const jobs = createJobs(engine, log);
  const { idempotent, forgetOld } = createIdempotency(store, realTime);
  const readyHooks: { run: () => Promise<void>; everywhere: boolean }[] = [];
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
    onReady: (run, { everywhere = false } = {}) => void readyHooks.push({ run, everywhere }),
    onClose: (run) => void closeHooks.push(run),
    onIdle: (idle) => void idleHooks.push(idle),
  };

  return {
    platform,
    http,
    owns,
    ended: ownership?.ended ?? new Promise(() => undefined),
    async start() {
      if (owns) await forgetOld();
      for (const { run, everywhere } of readyHooks) if (owns || everywhere) await run();
      if (owns) jobs.open();
      const port = await http.listen();
      if (config.port === 0 && config.publicUrl.endsWith(":0"))
        config.publicUrl = config.publicUrl.replace(/:0$/, `:${port}`);
      await ownership?.listening(config.processUrl.replace(/:0$/, `:${port}`));
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
      await relay?.close();
      await ownership?.close();
      await store.close();
    },
  };
}

/** Under the virtual clock the owner's clock is moved; the other processes go with it. */
function followingClock(relay: EventsRelay, clock: Clock, owns: boolean): EventsRelay {
  if (owns || !("set" in clock)) return relay;
  const virtual = clock as VirtualClock;
  return {
    ...relay,
    onReceived: (take) =>
      relay.onReceived((told) => {
        const event = "event" in told ? (told.event as { kind?: unknown; serverTime?: unknown }) : null;
        if (event?.kind === "clock") {
          const at = Date.parse(String(event.serverTime));
          if (at > virtual.now()) virtual.set(at);
        }
        take(told);
      }),
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
