/**
 * One page of the inbox (`GET /tasks`, over HTTP, with counts, facets and lights) for a person whose groups hold every
 * task, beside the rows alone by a plain scan of the JSON documents. `BENCH_TASKS=1000000 npm run bench inbox` for the
 * size that screens.md speaks of; `run` gives the rows.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assembleAreas } from "../src/assemble.ts";
import { createTestPlatform } from "../src/platform/testing/create-test-platform.ts";
import type { HttpClient } from "../src/platform/testing/http-client.ts";
import type { TaskList } from "../src/tasks/api.ts";
import { fillTasks, GROUPS, PERSON, SOME_NUMBER, TODAY } from "./inbox-data.ts";

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: string;
  readonly peerValue: number;
  /** ours / peerValue */
  readonly ratio: number;
}

export interface BenchOptions {
  /** How many tasks. Default: BENCH_TASKS, or 100,000. */
  tasks?: number;
  /** Requests per measurement; the median counts. Default 15. */
  repeats?: number;
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
const all = (text: string): string =>
  Array.from({ length: text.length - 1 }, (_, at) => gram(text.slice(at, at + 2))).join(" AND ");

const questions: Question[] = [
  { name: "mine", query: { view: "mine" }, scan: `${field("assignee")} = '${PERSON}'` },
  { name: "team", query: { view: "team" }, scan: "1" },
  { name: "team, page 40", query: { view: "team" }, scan: "1", pages: 39 },
  { name: "due today", query: { view: "today" }, scan: `${field("sortDue")} = '${TODAY}'` },
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
  { name: "team, half a name", query: { view: "team", q: "菜馆" }, scan: all("菜馆") },
  {
    name: "team, a name none has",
    query: { view: "team", q: "春和云满" },
    scan: all("春和云满"),
  },
  { name: "team, a whole number", query: { view: "team", q: SOME_NUMBER }, scan: all(SOME_NUMBER) },
  { name: "team, end of a number", query: { view: "team", q: "00017" }, scan: all("00017") },
  { name: "team, start of all numbers", query: { view: "team", q: "370783" }, scan: all("370783") },
  {
    name: "overdue, a name in one town",
    query: { view: "over", q: "春和", town: "台头镇" },
    scan: `${field("colour")} = 'RED' AND ${field("town.zh")} = '台头镇' AND ${all("春和")}`,
  },
];

export async function run(options: BenchOptions = {}): Promise<BenchRow[]> {
  const tasks = options.tasks ?? Number(process.env["BENCH_TASKS"] ?? 100_000);
  const folder = await mkdtemp(join(tmpdir(), "onewindow-bench-"));
  try {
    const file = join(folder, "app.db");
    fillTasks(file, tasks);
    const host = await createTestPlatform({ folder, now: `${TODAY}T09:00:00+08:00` });
    await assembleAreas(host.platform);
    try {
      const client = await host.signedIn(PERSON, { actAs: "post" });
      return await measureAll(client, file, tasks, options.repeats ?? 15);
    } finally {
      await host.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureAll(
  client: HttpClient,
  file: string,
  tasks: number,
  repeats: number,
): Promise<BenchRow[]> {
  const reader = new DatabaseSync(file, { readOnly: true });
  const rows: BenchRow[] = [];
  const size = tasks.toLocaleString("en");
  try {
    for (const question of questions) {
      const ours = await measurePage(client, question, repeats);
      const peerValue = measureScan(reader, question);
      rows.push({
        name: `inbox of ${size}: ${question.name}`,
        unit: "ms",
        ours,
        peer: "rows alone, scan of the documents",
        peerValue,
        ratio: ours / peerValue,
      });
    }
  } finally {
    reader.close();
  }
  return rows;
}

async function measurePage(client: HttpClient, question: Question, repeats: number): Promise<number> {
  const page = async (after: string | null): Promise<TaskList> => {
    const query = new URLSearchParams({ ...question.query, ...(after === null ? {} : { after }) });
    const answer = await client.get<TaskList>(`/tasks?${query.toString()}`);
    if (answer.status !== 200) throw new Error(`GET /tasks answered ${answer.status}`);
    return answer.body;
  };
  let after: string | null = null;
  for (let turned = 0; turned < (question.pages ?? 0); turned += 1) after = (await page(after)).next;
  const times: number[] = [];
  for (let n = 0; n < repeats; n += 1) {
    const start = performance.now();
    await page(after);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
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

if (import.meta.main) {
  for (const row of await run())
    console.log(
      `${row.name.padEnd(52)} ${row.ours.toFixed(1).padStart(8)} ${row.unit}   ${row.peer} ${row.peerValue.toFixed(0).padStart(6)}   ×${row.ratio.toFixed(3)}`,
    );
  process.exit(0);
}
