/** The process that makes the load: submissions at a steady rate and clerks at work. Its orders come in one message. */
import { randomInt } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { clerkAtWork } from "./clerk.ts";
import { person } from "./people.ts";

export interface Orders {
  url: string;
  password: string;
  applicant: string;
  clerks: string[];
  draftIds: string[];
  draftVersion: number;
  submission: Record<string, unknown>;
  /** Submissions a second. */
  rate: number;
  seconds: number;
  thinkMs: [number, number];
  /** Where each acknowledged act is noted at once: kind, id, time (ms). */
  acknowledged: string;
}
export interface Report {
  submitted: number;
  done: number;
  errors: string[];
  /** ms by kind of request, sorted. */
  times: Record<string, number[]>;
  /** Submissions that began later than half a second after their time. */
  late: number;
  /** What was reached, of submissions a second. */
  reached: number;
}

async function run(orders: Orders): Promise<Report> {
  const { url, password, seconds, rate } = orders;
  const times: Record<string, number[]> = {};
  const errors: string[] = [];
  let measuring = false;
  const took = (kind: string, ms: number): void => {
    if (measuring) (times[kind] ??= []).push(ms);
  };
  const failed = (error: unknown): void =>
    void errors.push(error instanceof Error ? error.message : String(error));
  const note = (kind: string, id: string): void =>
    appendFileSync(orders.acknowledged, `${kind} ${id} ${Date.now()}\n`);
  const random = (): number => randomInt(2 ** 32) / 2 ** 32;

  const applicant = await person(url, { username: orders.applicant, password, capacity: "enterprise" }, took);
  const clerks = [];
  for (const username of orders.clerks)
    clerks.push(await person(url, { username, password, capacity: "post" }, took));

  measuring = true;
  const stop = new AbortController();
  let done = 0;
  const work = clerks.map((clerk) =>
    clerkAtWork(clerk, {
      random,
      thinkMs: orders.thinkMs,
      signal: stop.signal,
      failed,
      done: (taskId) => {
        done += 1;
        note("task", taskId);
      },
    }),
  );
  const start = performance.now();
  const running = new Set<Promise<void>>();
  let submitted = 0;
  let late = 0;
  for (const [at, id] of orders.draftIds.slice(0, rate * seconds).entries()) {
    const wait = start + (at * 1000) / rate - performance.now();
    if (wait > 1) await pause(wait);
    if (wait < -500) late += 1;
    const one = applicant
      .send<{ no: string }>("POST", `/drafts/${id}/submit`, orders.submission, {
        "if-match": `"${orders.draftVersion}"`,
        "idempotency-key": `load-${id}`,
      })
      .then(({ no }) => {
        submitted += 1;
        note("case", no);
      }, failed)
      .finally(() => running.delete(one));
    running.add(one);
    if (running.size > 200) await Promise.race(running);
  }
  await Promise.all(running);
  const reached = submitted / ((performance.now() - start) / 1000);
  stop.abort();
  await Promise.all(work);
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return { submitted, done, errors, times, late, reached };
}

process.once("message", (orders: Orders) => {
  void run(orders).then(
    (report) => process.send?.(report, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    },
  );
});
