/**
 * The inbox's own picture of the processes, made from the engine's record stream. Rows and the position that they
 * reach are one transaction, so that a crash repeats nothing and leaves nothing out.
 */
import type { EngineRecord, RecordSubscription } from "@onewindow/engine";
import type { StoredSubmission } from "../cases/index.ts";
import { AppError, ConflictError } from "../platform/errors.ts";
import { instances, readPosition } from "./model.ts";
import type { StoredTask } from "./model.ts";
import { Batch } from "./read-batch.ts";
import type { BatchParts } from "./read-batch.ts";
import { taskTexts } from "./texts.ts";

const READER = "portal-tasks";

export interface ReadModel {
  /** Highest position worked in. */
  position(): number;
  /** Resolves when the position is worked in. */
  reached(position: number): Promise<void>;
  /** Resolves when everything said by now is worked in. */
  caughtUp(): Promise<void>;
  started(process: string, caseId: string): Promise<boolean>;
}

export interface ReadModelEvents {
  /** After the commit: tasks that appeared, changed or ended, and submissions whose task ended otherwise. */
  changed(changed: StoredTask[]): void;
  voided(task: StoredTask, submission: StoredSubmission): void;
}

export function createReadModel(parts: BatchParts & { events: ReadModelEvents }): ReadModel {
  const { platform, events } = parts;
  const { store, engine, log, ids } = platform;
  const positions = store.collection(readPosition);
  let position = 0;
  let subscription: RecordSubscription | null = null;
  let waiting: { position: number; done: () => void }[] = [];

  const work = async (records: EngineRecord[]): Promise<void> => {
    const fresh = records.filter((record) => record.position > position);
    const last = fresh.at(-1)?.position;
    if (last === undefined) return;
    for (;;) {
      const batch = new Batch(parts, ids);
      for (const record of fresh) if (record.recordType === "EVENT") await batch.take(record);
      const known = await positions.get("engine");
      try {
        if (batch.isEmpty && known !== null && last - known.position < QUIET_POSITIONS) break;
        await store.transaction((tx) => {
          batch.write(tx);
          if (known === null) tx.insert(readPosition, { id: "engine", position: last });
          else tx.update(readPosition, { ...known, position: last });
        });
      } catch (error) {
        if (error instanceof ConflictError) continue;
        throw error;
      }
      events.changed(batch.changed);
      for (const { task, submission } of batch.voided) events.voided(task, submission);
      subscription?.acknowledge(last);
      break;
    }
    arrived(last);
  };
  const arrived = (at: number): void => {
    position = at;
    const due = waiting.filter((entry) => entry.position <= position);
    waiting = waiting.filter((entry) => entry.position > position);
    for (const entry of due) entry.done();
  };

  const reached = (wanted: number): Promise<void> =>
    wanted <= position
      ? Promise.resolve()
      : new Promise((done) => waiting.push({ position: wanted, done: () => done() }));

  platform.onReady(async () => {
    arrived((await positions.get("engine"))?.position ?? 0);
    const end = engine.lastPosition();
    if (position > end)
      log.error(
        { position, end },
        "the inbox knows more of the processes than the engine: one of the two was put back",
      );
    subscription = engine.subscribe({ name: READER, from: position + 1, onRecords: work });
    await reached(end);
  });
  platform.onClose(async () => {
    await subscription?.close();
  });
  platform.beforeJobs(reached);

  /** A reader that is stuck must not hold people's requests for ever. */
  const caughtUp = async (): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new AppError({ code: "read-model-behind", status: 503, detail: taskTexts.behind })),
        PATIENCE_MS,
      );
    });
    try {
      await Promise.race([reached(engine.lastPosition()), late]);
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    position: () => position,
    reached,
    caughtUp,
    started: async (process, caseId) =>
      (await store
        .collection(instances)
        .count({ and: [{ eq: ["caseId", caseId] }, { eq: ["process", process] }] })) > 0,
  };
}

/** A batch that changed nothing of ours needs no write of its own, up to so many records. */
const QUIET_POSITIONS = 1_000;
const PATIENCE_MS = 30_000;
