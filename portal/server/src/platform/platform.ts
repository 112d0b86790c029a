/** What every area is given. Built once by main.ts (or by `createTestPlatform` in tests). */
import type { Clock, Variables, WorkerOptions, WorkflowEngine } from "@onewindow/engine";
import type { Logger } from "pino";
import type { Config } from "./config/config.ts";
import type { FilesPort } from "./files/port.ts";
import type { AccessPort } from "./http/access.ts";
import type { RouteAccess, RouteDefinition } from "./http/route.ts";
import type { Idempotent } from "./idempotency.ts";
import type { Metrics } from "./metrics.ts";
import type { Store } from "./store/port.ts";

export interface LiveTarget {
  personId?: string;
  group?: string;
}

/** Pushes hints to browsers listening on GET /events. Never carries content. */
export interface LiveHub {
  publish(message: { to: LiveTarget[]; event: { kind: string; [field: string]: unknown } }): void;
  /** To everybody who listens. */
  broadcast(event: { kind: string; [field: string]: unknown }): void;
  /** Ends the streams of a session that is over. */
  endSession(sessionId: string): void;
}

export interface Ids {
  /** 26 characters, sortable by time of making. */
  next(): string;
}

export interface Platform {
  config: Config;
  log: Logger;
  /** The server's time: what cases, limits and documents go by. Virtual under CLOCK=virtual. */
  clock: Clock;
  /** The machine's time, always: sessions, rate limits, what is forgotten after a while. */
  realTime: Clock;
  ids: Ids;
  store: Store;
  files: FilesPort;
  engine: WorkflowEngine;
  events: LiveHub;
  metrics: Metrics;
  route<P, Q, B, R, A extends RouteAccess>(definition: RouteDefinition<P, Q, B, R, A>): void;
  /** Who calls and what they may: given by the identity area, asked by every route. */
  useAccess(access: AccessPort): void;
  /** Stored answers of repeated requests (Idempotency-Key). */
  idempotent: Idempotent;
  /** 32 bytes that only this installation has, its own for each name; the same after every start. */
  secret(name: string): Buffer;
  /** Opened once the read model has caught up; a job starts only when the read model has reached its position. */
  worker<T extends Variables>(options: WorkerOptions<T>): void;
  /** What a job waits for before its handler runs: resolves when the read model has passed the engine's position. */
  beforeJobs(reached: (position: number) => Promise<void>): void;
  /**
   * Runs after all areas are built, in order of registration, before the server listens. With several server processes
   * only the one that owns the engine runs it, unless it is for `everywhere`.
   */
  onReady(run: () => Promise<void>, options?: { everywhere?: boolean }): void;
  /** Runs on shutdown, in reverse order. */
  onClose(run: () => Promise<void>): void;
  /** Things `POST /test/clock` must wait for besides the engine: each resolves when its area has nothing due or running. */
  onIdle(idle: () => Promise<void>): void;
}
