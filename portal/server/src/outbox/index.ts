/**
 * Commands to the engine that follow a commit. A row is written in the caller's transaction and sent afterwards,
 * at least once: a crash between commit and command loses nothing. What was sent twice is recognised: a message by
 * its id, the start of a case's instance by looking for the instance in the read model.
 */
import { RejectionError } from "@onewindow/engine";
import type { Variables } from "@onewindow/engine";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import { outboxRows } from "./model.ts";
import type { OutboxRow } from "./model.ts";

/** Messages outlive the moment in which nobody waits for them yet. */
const MESSAGE_LIFETIME_MS = 86_400_000;
const RETRY_MS = 1_000;
const BATCH = 200;
/** The figure of waiting commands stops here. */
const COUNTED = 10_000;

export interface EngineMessage {
  name: string;
  correlationKey: string;
  /** Unique per thing said: the same id is never told twice. */
  messageId: string;
  variables?: Variables;
}

/** How to find out whether a case's instance exists already. */
export interface StartedLookup {
  /** Resolves when everything the engine has said by now is known. */
  caughtUp(): Promise<void>;
  started(process: string, caseId: string): Promise<boolean>;
}

export interface Outbox {
  message(tx: Transaction, message: EngineMessage): void;
  start(tx: Transaction, start: { process: string; caseId: string; variables: Variables }): void;
  /** Sends what is written; resolves when each row was sent or has failed once. Call after the commit. */
  flush(): Promise<void>;
  register(lookup: StartedLookup): void;
}

/** Builds the outbox; rows left by an earlier run are sent when the server is ready. */
export function createOutbox({ platform }: { platform: Platform }): Outbox {
  const { store, engine, ids, clock, log } = platform;
  const rows = store.collection(outboxRows);
  const run = ids.next();
  const failed = new Set<string>();
  platform.metrics.gauge("onewindow_outbox_waiting", "Commands written and not yet sent to the engine", () =>
    rows.count(undefined, { atMost: COUNTED }),
  );
  let lookup: StartedLookup | null = null;
  let sending: Promise<void> | null = null;
  let again = false;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;

  const write = (tx: Transaction, row: Omit<OutboxRow, "id" | "version" | "run" | "at">): void =>
    tx.insert(outboxRows, { id: ids.next(), run, at: clock.now(), ...row });

  const isDone = async (row: OutboxRow): Promise<boolean> => {
    if (row.kind !== "start" || (row.run === run && !failed.has(row.id))) return false;
    if (lookup === null) return false;
    await lookup.caughtUp();
    return lookup.started(row.name, row.key);
  };
  const send = async (row: OutboxRow): Promise<void> => {
    if (await isDone(row)) return;
    if (row.kind === "start") {
      await engine.createInstance({ bpmnProcessId: row.name }, row.variables);
      return;
    }
    try {
      await engine.publishMessage({
        name: row.name,
        correlationKey: row.key,
        messageId: row.messageId ?? row.id,
        timeToLiveMs: MESSAGE_LIFETIME_MS,
        variables: row.variables,
      });
    } catch (error) {
      if (!(error instanceof RejectionError && error.code === "ALREADY_EXISTS")) throw error;
    }
  };
  const sendOne = async (row: OutboxRow): Promise<boolean> => {
    try {
      await send(row);
      await store.transaction((tx) => tx.remove(outboxRows, row));
      failed.delete(row.id);
      return true;
    } catch (error) {
      failed.add(row.id);
      log.error(
        { err: error, outbox: row.id, kind: row.kind, name: row.name },
        "a command to the engine waits",
      );
      return false;
    }
  };
  const sendAll = async (): Promise<void> => {
    let after: string | undefined;
    let left = 0;
    do {
      const page = await rows.find({ sort: ["at"], limit: BATCH, after });
      for (const row of page.rows) if (!closed && !(await sendOne(row))) left += 1;
      after = page.next ?? undefined;
    } while (after !== undefined);
    if (left > 0 && !closed && retry === null)
      retry = setTimeout(() => {
        retry = null;
        void flush();
      }, RETRY_MS).unref();
  };
  const flush = async (): Promise<void> => {
    if (closed) return;
    again = true;
    sending ??= (async () => {
      try {
        while (again && !closed) {
          again = false;
          await sendAll();
        }
      } catch (error) {
        log.error({ err: error }, "the outbox could not be read; its rows wait");
      } finally {
        sending = null;
      }
    })();
    await sending;
  };

  // not awaited: rows of an earlier run wait for the read model, which starts later
  platform.onReady(async () => void flush());
  platform.onIdle(async () => {
    while (sending !== null) await sending;
  });
  platform.onClose(async () => {
    closed = true;
    if (retry !== null) clearTimeout(retry);
    if (sending !== null) await sending.catch(() => undefined);
  });

  return {
    message: (tx, { name, correlationKey, messageId, variables }) =>
      write(tx, { kind: "message", name, key: correlationKey, messageId, variables: variables ?? {} }),
    start: (tx, { process, caseId, variables }) =>
      write(tx, { kind: "start", name: process, key: caseId, messageId: null, variables }),
    flush,
    register: (given) => {
      lookup = given;
    },
  };
}
