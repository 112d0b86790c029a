/**
 * One page of the inbox (`GET /tasks`, over HTTP, with counts, facets and lights) for a person whose groups hold every
 * task, beside the rows alone by a plain scan of the JSON documents. `BENCH_TASKS=1000000 npm run bench inbox` for the
 * size that screens.md speaks of; `run` gives the rows. With BENCH_FOLDER the documents and their indexes stay there for
 * the next run.
 */
import { access, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assembleAreas } from "../src/assemble.ts";
import { createTestPlatform } from "../src/platform/testing/create-test-platform.ts";
import { queryGrams } from "../src/platform/store/ngrams.ts";
import type { TestPlatform } from "../src/platform/testing/create-test-platform.ts";
import type { HttpClient } from "../src/platform/testing/http-client.ts";
import type { TaskList } from "../src/tasks/api.ts";
import { tasks, type StoredTask, type TaskDocument } from "../src/tasks/model.ts";
import { fillTasks, GROUPS, PERSON, SOME_NUMBER, tasksBeside, TODAY } from "./inbox-data.ts";

const WRITE_BATCHES = 20;
const WRITE_BATCH = 50;

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  /** The median where something was asked several times. */
  readonly ours: number;
  /** The slowest twentieth begins here. */
  readonly p95?: number;
  /** Median of the processor's time, ms, server and client together: what a machine with other work does not change. */
  readonly cpu?: number;
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** ours / peerValue */
  readonly ratio: number | null;
}

export interface BenchOptions {
  /** How many tasks. Default: BENCH_TASKS, or 100,000. */
  tasks?: number;
  /** Requests per measurement. Default 41. */
  repeats?: number;
  /** Where the documents are, or are made and stay. Default: BENCH_FOLDER, or a folder that is removed. */
  folder?: string;
}

interface Question {
  name: string;
  query: Record<string, string>;
  /** The condition of the scan, over `doc`. */
  scan: string;
  /** How many pages to turn before the one that is measured. */
  pages?: number;
}

const field = (path: string): string => `json_extract(doc, '$.${path}')`;
const gram = (text: string): string =>
  `EXISTS (SELECT 1 FROM json_each(doc, '$.search') WHERE value = '${text}')`;
const all = (text: string): string => queryGrams(text).map(gram).join(" AND ");

const questions: Question[] = [
  { name: "mine", query: { view: "mine" }, scan: `${field("assignee")} = '${PERSON}'` },
  {
    name: "mine, page 10",
    query: { view: "mine" },
    scan: `${field("assignee")} = '${PERSON}'`,
    pages: 9,
  },
  { name: "team", query: { view: "team" }, scan: "1" },
  { name: "team, page 40", query: { view: "team" }, scan: "1", pages: 39 },
  { name: "team, page of one: counts, facets", query: { view: "team", limit: "1" }, scan: "1" },
  { name: "due today", query: { view: "today" }, scan: `${field("sortDue")} = '${TODAY}'` },
  {
    name: "due today, page 40",
    query: { view: "today" },
    scan: `${field("sortDue")} = '${TODAY}'`,
    pages: 39,
  },
  { name: "overdue", query: { view: "over" }, scan: `${field("colour")} = 'RED'` },
  { name: "overdue, page 40", query: { view: "over" }, scan: `${field("colour")} = 'RED'`, pages: 39 },
  {
    name: "team, one item",
    query: { view: "team", item: "item-3" },
    scan: `${field("itemId")} = 'item-3'`,
  },
  {
    name: "team, item, town, light",
    query: { view: "team", item: "item-3", town: "台头镇", light: "YELLOW" },
    scan: `${field("itemId")} = 'item-3' AND ${field("town.zh")} = '台头镇' AND ${field("colour")} = 'YELLOW'`,
  },
  {
    name: "team, filters nothing meets",
    query: { view: "team", item: "item-11", town: "东城街道", light: "GREY" },
    scan: `${field("itemId")} = 'item-11' AND ${field("town.zh")} = '东城街道' AND ${field("colour")} = 'GREY'`,
  },
  { name: "team, a name", query: { view: "team", q: "春和面馆" }, scan: all("春和面馆") },
  {
    name: "team, a name, page 40",
    query: { view: "team", q: "春和面馆" },
    scan: all("春和面馆"),
    pages: 39,
  },
  { name: "team, half a name", query: { view: "team", q: "菜馆" }, scan: all("菜馆") },
  {
    name: "team, a name none has",
    query: { view: "team", q: "春和云满" },
    scan: all("春和云满"),
  },
  { name: "team, one character of names", query: { view: "team", q: "馆" }, scan: gram("馆") },
  {
    name: "team, two words no name has",
    query: { view: "team", q: "菜馆 药店" },
    scan: `${gram("菜馆")} AND ${gram("药店")}`,
  },
  { name: "team, a whole number", query: { view: "team", q: SOME_NUMBER }, scan: all(SOME_NUMBER) },
  { name: "team, four digits", query: { view: "team", q: "0017" }, scan: all("0017") },
  { name: "team, end of a number", query: { view: "team", q: "00017" }, scan: all("00017") },
  { name: "team, start of all numbers", query: { view: "team", q: "370783" }, scan: all("370783") },
  {
    name: "overdue, a name in one town",
    query: { view: "over", q: "春和", town: "台头镇" },
    scan: `${field("colour")} = 'RED' AND ${field("town.zh")} = '台头镇' AND ${all("春和")}`,
  },
];

export async function run(options: BenchOptions = {}): Promise<BenchRow[]> {
  const count = options.tasks ?? Number(process.env["BENCH_TASKS"] ?? 100_000);
  const kept = options.folder ?? process.env["BENCH_FOLDER"];
  const folder = kept ?? (await mkdtemp(join(tmpdir(), "onewindow-bench-")));
  const size = `inbox of ${count.toLocaleString("en")}`;
  try {
    await mkdir(folder, { recursive: true });
    const file = join(folder, "app.db");
    const rows: BenchRow[] = [];
    if (
      !(await access(file).then(
        () => true,
        () => false,
      ))
    ) {
      fillTasks(file, count);
      const { ms } = await timed(() => usingServer(folder, async () => undefined));
      rows.push(alone(`${size}: first start, indexes are built`, "s", ms / 1000));
    }
    const pages = new Map<Question, Measured>();
    const start = performance.now();
    await usingServer(folder, async (host) => {
      rows.push(alone(`${size}: start with its indexes`, "s", (performance.now() - start) / 1000));
      const client = await host.signedIn(PERSON, { actAs: "post" });
      for (const question of questions) {
        const measured = await measurePage(client, question, options.repeats ?? 41);
        pages.set(question, measured);
        // the scans take long: what is known is told before
        const [p50, p95, cpu] = [at(measured.times, 0.5), at(measured.times, 0.95), at(measured.cpu, 0.5)];
        process.stderr.write(
          `${question.name}: p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, processor ${cpu.toFixed(1)} ms\n`,
        );
      }
      rows.push(...(await measureWrites(host, size)));
      rows.push(alone(`${size}: memory of the server`, "MB", process.memoryUsage.rss() / 1e6));
    });
    // after the server: a scan holds the thread for seconds, and open connections would time out meanwhile
    const reader = new DatabaseSync(file, { readOnly: true });
    try {
      for (const [question, { times, cpu }] of pages) {
        const ours = at(times, 0.5);
        const peerValue = measureScan(reader, question);
        const peer = "rows alone, scan of the documents";
        const more = { p95: at(times, 0.95), cpu: at(cpu, 0.5) };
        rows.push({
          name: `${size}: ${question.name}`,
          unit: "ms",
          ours,
          ...more,
          peer,
          peerValue,
          ratio: ours / peerValue,
        });
      }
    } finally {
      reader.close();
    }
    return rows;
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true });
  }
}

const alone = (name: string, unit: string, ours: number): BenchRow => ({
  name,
  unit,
  ours,
  peer: null,
  peerValue: null,
  ratio: null,
});

async function timed<T>(run: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await run();
  return { ms: performance.now() - start, result };
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** A server that listens on the folder; it is ready when it answers. */
async function usingServer<T>(folder: string, use: (host: TestPlatform) => Promise<T>): Promise<T> {
  const host = await createTestPlatform({ folder, now: `${TODAY}T09:00:00+08:00` });
  try {
    await assembleAreas(host.platform);
    const ready = await (await host.client()).raw("//readyz");
    if (!ready.ok) throw new Error(`GET /readyz answered ${ready.status}`);
    return await use(host);
  } finally {
    await host.close();
  }
}

interface Measured {
  /** Both in ms, sorted. */
  times: number[];
  cpu: number[];
}

async function measurePage(client: HttpClient, question: Question, repeats: number): Promise<Measured> {
  const page = async (after: string | null): Promise<TaskList> => {
    const query = new URLSearchParams({ ...question.query, ...(after === null ? {} : { after }) });
    const answer = await client.get<TaskList>(`/tasks?${query.toString()}`);
    if (answer.status !== 200) throw new Error(`GET /tasks answered ${answer.status}`);
    return answer.body;
  };
  let after: string | null = null;
  for (let turned = 0; turned < (question.pages ?? 0); turned += 1) after = (await page(after)).next ?? after;
  const measured: Measured = { times: [], cpu: [] };
  for (let n = 0; n < repeats; n += 1) {
    const before = process.cpuUsage();
    measured.times.push((await timed(() => page(after))).ms);
    const { user, system } = process.cpuUsage(before);
    measured.cpu.push((user + system) / 1000);
  }
  for (const list of [measured.times, measured.cpu]) list.sort((a, b) => a - b);
  return measured;
}

/** What the read model writes for tasks, a batch at a time: they appear, are taken, end, and are gone again. */
async function measureWrites({ platform: { store } }: TestPlatform, size: string): Promise<BenchRow[]> {
  const collection = store.collection(tasks);
  const acts = { appear: 0, "are taken": 0, end: 0 };
  for (let batch = 0; batch < WRITE_BATCHES; batch += 1) {
    const made = tasksBeside(batch * WRITE_BATCH, WRITE_BATCH);
    const ids = made.map((task) => task.id);
    const write = async (
      act: keyof typeof acts,
      change: (task: StoredTask) => TaskDocument,
    ): Promise<void> => {
      const rows = await collection.getMany(ids);
      const { ms } = await timed(() =>
        store.transaction((tx) => rows.forEach((row) => tx.update(tasks, { ...row, ...change(row) }))),
      );
      acts[act] += ms;
    };
    acts.appear += (
      await timed(() => store.transaction((tx) => made.forEach((task) => tx.insert(tasks, task))))
    ).ms;
    await write("are taken", (task) => ({ ...task, assignee: PERSON, revision: task.revision + 1 }));
    await write("end", (task) => ({ ...task, state: "completed", endedAt: task.createdAt, search: [] }));
    const ended = await collection.getMany(ids);
    await store.transaction((tx) => ended.forEach((row) => tx.remove(tasks, row)));
  }
  return Object.entries(acts).map(([act, ms]) =>
    alone(`${size}: batches of ${WRITE_BATCH} tasks that ${act}`, "/s", (WRITE_BATCHES * 1000) / ms),
  );
}

function measureScan(reader: DatabaseSync, question: Question): number {
  const groups = GROUPS.map((group) => `'${group}'`).join(", ");
  const start = performance.now();
  reader
    .prepare(
      `SELECT id, doc FROM tasks NOT INDEXED WHERE ${field("state")} = 'open' AND EXISTS (SELECT 1 FROM json_each(doc, '$.groups') WHERE value IN (${groups})) AND ${question.scan} ORDER BY ${field("sortDue")}, ${field("createdAt")}, id LIMIT 50 OFFSET ${(question.pages ?? 0) * 50}`,
    )
    .all();
  return performance.now() - start;
}
