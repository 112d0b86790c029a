/** A clerk at the inbox: reads it when something changed, takes a task, opens it, does it. */
import { setTimeout as pause } from "node:timers/promises";
import { Refused, type Person } from "./people.ts";

/** As the web app does while hints go on. */
const READ_AGAIN_MS = 4_000;

interface Row {
  id: string;
  kind: string;
  holder: { me: boolean } | null;
}
interface Detail extends Row {
  version: number;
  blocked: unknown;
  acceptance: { items: { caseItemId: string; undertaking: { chosen: boolean } | null }[] } | null;
}

export interface ClerkOptions {
  /** A random number, 0 ≤ x < 1. */
  random(): number;
  /** Between one act and the next, at least and at most. */
  thinkMs: [number, number];
  /** A task was completed and the server said so. */
  done(taskId: string): void;
  failed(error: unknown): void;
  signal: AbortSignal;
}

/** Works until the signal. Another clerk's being quicker is no fault. */
export async function clerkAtWork(clerk: Person, options: ClerkOptions): Promise<void> {
  const { random, thinkMs, done, failed, signal } = options;
  let rows: Row[] = [];
  let read = 0;
  let stale = true;
  const stop = clerk.listen((data) => {
    if (data.includes('"task')) stale = true;
  });
  const readAgain = async (): Promise<void> => {
    if (!stale || performance.now() - read < READ_AGAIN_MS) return;
    stale = false;
    read = performance.now();
    ({ rows } = await clerk.get<{ rows: Row[] }>("/tasks?view=team&limit=50"));
  };
  const act = async (): Promise<void> => {
    const free = rows.filter((row) => row.holder === null || row.holder.me);
    const row = free[Math.floor(random() * free.length)];
    if (row === undefined) return;
    if (row.holder === null) await clerk.send("POST", `/tasks/${row.id}/claim`, {});
    const task = await clerk.get<Detail>(`/tasks/${row.id}`);
    const work = workOn(task);
    if (work === null) return;
    await clerk.send("POST", `/tasks/${row.id}/complete`, work, {
      "if-match": `"${task.version}"`,
      "idempotency-key": `load-${row.id}`,
    });
    done(row.id);
  };
  let next = performance.now() + random() * thinkMs[1];
  while (!signal.aborted) {
    try {
      await readAgain();
      if (performance.now() >= next) {
        next = performance.now() + thinkMs[0] + random() * (thinkMs[1] - thinkMs[0]);
        await act();
      }
    } catch (error) {
      if (!(error instanceof Refused && QUICKER.has(error.status))) failed(error);
      stale = true;
    }
    await pause(100 + random() * 200, undefined, { signal }).catch(() => undefined);
  }
  stop();
}

/** Taken, done or withdrawn meanwhile. */
const QUICKER = new Set([404, 409]);

/** What the clerk sends; null for a task that this clerk only looks at. */
function workOn(task: Detail): { outcome: string; data: Record<string, unknown> } | null {
  if (task.blocked !== null) return null;
  if (task.kind === "accept" && task.acceptance !== null)
    return {
      outcome: "done",
      data: {
        verdicts: Object.fromEntries(
          task.acceptance.items.map((item) => [
            item.caseItemId,
            { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
          ]),
        ),
      },
    };
  if (task.kind === "review")
    return { outcome: "pass", data: { way: "document", opinion: "书面材料符合要求，建议准予。" } };
  return null;
}
