/**
 * An office at its busiest: submissions at a steady rate beside clerks at work, a backup taken meanwhile, restored and
 * verified: whatever was acknowledged before the backup began must be in it.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cases } from "../../src/cases/model.ts";
import { demoApplications, readyDraft, signIn, submission } from "../../src/demo/index.ts";
import { openSqliteStore } from "../../src/platform/store/sqlite.ts";
import { tasks } from "../../src/tasks/model.ts";
import type { Orders, Report } from "./client.ts";
import { copyDraft } from "./drafts.ts";
import { oneWindow, startMeasured, type MeasuredServer } from "./measured-server.ts";

const PASSWORD = "onewindow-demo";
const ACCOUNTS = ["window1", "window2", "food.review", "sign.review", "fire.review", "food.decide"];
const CLIENT = fileURLToPath(new URL("./client.ts", import.meta.url));

export interface LoadOptions {
  /** Submissions a second. */
  rate: number;
  clerks: number;
  seconds: number;
  /** Between two acts of a clerk, at least and at most. */
  thinkMs?: [number, number];
  /** More arguments for the measured server's Node, e.g. `--cpu-prof`. */
  execArgv?: string[];
  say?(line: string): void;
}
export interface LoadResult extends Report {
  /** MB after a full collection; the second when the load has ended. */
  memory: { early: Memory; late: Memory };
  backup: { seconds: number; acknowledged: number; lost: string[]; verified: string };
  /** Acknowledged until the end, and not in the data of the server when it has stopped. */
  lost: string[];
}
interface Memory {
  rss: number;
  heap: number;
  external: number;
}

export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { rate, seconds, say = () => undefined } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "onewindow-load-"));
  const dataDir = path.join(folder, "data");
  const acknowledged = path.join(folder, "acknowledged");
  let server: MeasuredServer | null = null;
  try {
    await writeFile(acknowledged, "");
    say("the demo county is made, an application filled in");
    server = await startMeasured(dataDir, { demo: true, logLevel: "info" });
    const [application] = await demoApplications();
    if (application === undefined) throw new Error("There is no demo application.");
    while (!server.output().includes('"demo-cases"')) await pause(200);
    const applicant = await signIn(server.url, application.by, PASSWORD);
    await applicant.actAs("enterprise");
    const draft = await readyDraft(applicant, application);
    await server.stop();
    say(`${rate * seconds} applications are made ready`);
    const draftIds = await copyDraft(dataDir, draft.id, Math.ceil(rate * seconds));

    server = await startMeasured(dataDir, { demo: true, execArgv: options.execArgv });
    say("under load");
    const report = clientAtWork({
      url: server.url,
      password: PASSWORD,
      applicant: application.by,
      clerks: Array.from({ length: options.clerks }, (_, at) => ACCOUNTS[at % ACCOUNTS.length] ?? ""),
      draftIds,
      draftVersion: 1,
      submission: submission(application),
      rate,
      seconds,
      thinkMs: options.thinkMs ?? [5_000, 15_000],
      acknowledged,
    });
    let over = false;
    const ended = (): void => void (over = true);
    report.then(ended, ended);
    // by what is done, not by the clock: a slow machine takes its time to sign everybody in
    const acts = async (part: number): Promise<Note[]> => {
      for (;;) {
        const list = await notes(acknowledged);
        if (over || list.length >= rate * seconds * part) return list;
        await pause(100);
      }
    };
    await acts(0.2);
    const early = await server.memory();
    say(`memory: ${JSON.stringify(early)}`);
    const before = await acts(0.4);
    const backup = path.join(folder, "backup");
    const began = performance.now();
    await oneWindow(dataDir, ["backup", backup]);
    const backupSeconds = (performance.now() - began) / 1000;
    say(`backed up in ${backupSeconds.toFixed(1)} s, after ${before.length} acknowledged acts`);
    const result = await report;
    const late = await server.memory();
    say(`memory: ${JSON.stringify(late)}`);
    await server.stop();
    if (server.output().includes('"level":50'))
      result.errors.push(`the server's log: ${server.output().slice(-2000)}`);
    server = null;

    const restored = path.join(folder, "restored");
    await oneWindow(restored, ["restore", backup]);
    const verified = await oneWindow(restored, ["verify"]);
    return {
      ...result,
      memory: { early, late },
      backup: {
        seconds: backupSeconds,
        acknowledged: before.length,
        lost: await missing(restored, before),
        verified: verified.trim(),
      },
      lost: await missing(dataDir, await notes(acknowledged)),
    };
  } finally {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function clientAtWork(orders: Orders): Promise<Report> {
  const child = fork(CLIENT, [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send(orders);
  const ended = once(child, "exit").then(([code]: unknown[]) => {
    throw new Error(`The load's process ended with ${String(code)} before it reported.`);
  });
  ended.catch(() => undefined);
  const [report] = (await Promise.race([once(child, "message"), ended])) as [Report];
  return report;
}

interface Note {
  kind: string;
  id: string;
}
async function notes(file: string): Promise<Note[]> {
  return (await readFile(file, "utf8"))
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [kind = "", id = ""] = line.split(" ");
      return { kind, id };
    });
}

/** Which acknowledged acts the data of this folder do not know. */
async function missing(dataDir: string, acknowledged: readonly Note[]): Promise<string[]> {
  const store = openSqliteStore({ file: path.join(dataDir, "app.db"), readOnly: true });
  try {
    const lost: string[] = [];
    for (const { kind, id } of acknowledged) {
      const there =
        kind === "case"
          ? (await store.collection(cases).get(id)) !== null
          : isDone(await store.collection(tasks).get(id));
      if (!there) lost.push(`${kind} ${id}`);
    }
    return lost;
  } finally {
    await store.close();
  }
}

/** Completed, or with the submission that completes it when the process goes on. */
const isDone = (task: { state: string; submissionId: string | null } | null): boolean =>
  task !== null && (task.state === "completed" || task.submissionId !== null);
