/** A county's open tasks, made up: the same ones at every run. */
import { DatabaseSync } from "node:sqlite";
import { openTable } from "../src/platform/store/sqlite/table.ts";
import { formatOf, steps } from "../src/platform/store/upgrade/steps.ts";
import { ngrams } from "../src/platform/store/ngrams.ts";
import { clocks, type ClockDocument } from "../src/clocks/model.ts";
import { NO_DUE, tasks, type TaskDocument } from "../src/tasks/model.ts";
import { SEARCH_CELL, SEARCH_MADE } from "../src/tasks/renew-search.ts";
import { addDays } from "../src/clocks/index.ts";

export const TODAY = "2026-03-02";
/** Account, and id of the person, whose groups hold all tasks. */
export const PERSON = "food.decide";
export const GROUPS = ["approval-bureau:decider", "approval-bureau:approver"];
export const SOME_NUMBER = numberOf(3 * 4321);

const FIRST = "春和小满福临万家顺德海棠云香金穗同乐老街江南北海长青";
const KINDS = ["面馆", "家常菜馆", "超市", "便利店", "火锅店", "烘焙坊", "茶楼", "药店", "书店", "烟酒店"];
const TOWNS = [
  "台头镇",
  "侯镇",
  "羊口镇",
  "化龙镇",
  "营里镇",
  "上口镇",
  "田柳镇",
  "稻田镇",
  "纪台镇",
  "圣城街道",
];
const ITEMS = [
  "食品经营许可",
  "户外招牌设置",
  "消防安全检查",
  "烟草专卖零售许可",
  "卫生许可",
  "特种设备登记",
];
const CLOCKS = 500;
const DAY_MS = 86_400_000;
const RARE_TOWN = "东城街道";

/** Makes the documents' own table only: the store makes its indexes when it opens, as for any that are declared later. */
export function fillTasks(file: string, count: number): void {
  const database = new DatabaseSync(file);
  database.exec(
    `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA user_version = ${formatOf(steps)}; BEGIN`,
  );
  database.exec("CREATE TABLE IF NOT EXISTS _cells (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
  openTable(database, { ...clocks, indexes: [] });
  openTable(database, { ...tasks, indexes: [] });
  const addClock = database.prepare("INSERT INTO clocks (id, version, doc) VALUES (?, 1, ?)");
  for (let n = 0; n < CLOCKS; n += 1) addClock.run(`clock-${n}`, JSON.stringify(clockOf(n)));
  const addTask = database.prepare("INSERT INTO tasks (id, version, doc) VALUES (?, 1, ?)");
  for (let n = 0; n < count; n += 1)
    addTask.run(String(2_251_799_813_685_249 + n), JSON.stringify(taskOf(n)));
  database.prepare("INSERT INTO _cells (name, value) VALUES (?, ?)").run(SEARCH_CELL, SEARCH_MADE);
  database.exec("COMMIT");
  database.close();
}

/** More tasks like those, whose ids are free. */
export function tasksBeside(from: number, count: number): (TaskDocument & { id: string })[] {
  return Array.from({ length: count }, (_, at) => ({ ...taskOf(from + at), id: `beside-${from + at}` }));
}

/** A scramble of the number, 0 ≤ result < below; `salt` makes another one. */
function pick(n: number, salt: number, below: number): number {
  let x = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) % below;
}

/** Three tasks a case; a day has as many cases as come in a year of 250 working days. */
function numberOf(n: number): string {
  const serial = Math.floor(n / 3);
  const day = addDays("2025-03-03", serial % 250)
    .replaceAll("-", "")
    .slice(2);
  return `370783${day}${String(Math.floor(serial / 250) + 1).padStart(5, "0")}`;
}

function textOf<T extends string>(zh: T): { zh: T; en: string } {
  return { zh, en: `${zh} (en)` };
}

function taskOf(n: number): TaskDocument {
  const caseSeed = Math.floor(n / 3);
  const caseId = numberOf(n);
  const characters = [...FIRST];
  const applicant =
    (characters[pick(caseSeed, 1, 12) * 2] ?? "") +
    (characters[pick(caseSeed, 1, 12) * 2 + 1] ?? "") +
    (pick(caseSeed, 2, 3) === 0 ? "" : (characters[pick(caseSeed, 3, 24)] ?? "")) +
    (KINDS[pick(caseSeed, 4, KINDS.length)] ?? "") +
    "（示例）";
  const item = pick(n, 5, 100) === 0 ? 11 : pick(n, 6, 11);
  const title = textOf(`${ITEMS[item % ITEMS.length] ?? ""}${item}`);
  const town = textOf(
    pick(caseSeed, 7, 200) === 0 ? RARE_TOWN : (TOWNS[pick(caseSeed, 8, TOWNS.length)] ?? ""),
  );
  const days = pick(n, 9, 80) - 20;
  const grey = pick(n, 10, 100) === 0 && town.zh !== RARE_TOWN;
  const createdAt = Date.parse(`${TODAY}T09:00:00+08:00`) - pick(n, 11, 30 * DAY_MS);
  const mine = pick(n, 12, 2_000) === 0;
  const assignee = mine ? PERSON : pick(n, 13, 10) < 4 ? `clerk-${pick(n, 14, 300)}` : null;
  return {
    kind: pick(n, 15, 2) === 0 ? "decide" : "approve",
    form: "shared/decide",
    elementId: "decide",
    processInstanceKey: String(n),
    elementInstanceKey: String(n),
    caseId,
    caseItemId: `${caseId}-0${(n % 3) + 1}`,
    roundId: null,
    itemId: `item-${item}`,
    packageId: "catering-shop",
    department: "approval-bureau",
    groups: [GROUPS[pick(n, 16, 2)] ?? ""],
    assignee,
    assigneeName: assignee,
    state: "open",
    createdAt,
    endedAt: null,
    submissionId: null,
    clockIds: [`clock-${pick(n, 17, CLOCKS)}`],
    sortDue: grey ? NO_DUE : addDays(TODAY, days),
    colour: grey ? "GREY" : days < 0 ? "RED" : days < 4 ? "YELLOW" : "GREEN",
    title,
    applicant,
    town,
    readBy: [],
    revision: 1,
    draft: null,
    lastEvent: { at: createdAt, text: textOf("待办理") },
    search: ngrams(caseId, applicant, title.zh, title.en, "开办餐饮店一件事", town.zh),
  };
}

/** A stopped clock: it is shown, and never due. */
function clockOf(n: number): ClockDocument {
  return {
    kind: "handling",
    caseId: "37078326030200001",
    caseItemId: `37078326030200001-${n}`,
    itemId: "food-licence",
    department: "approval-bureau",
    startedOn: "2026-02-24",
    startedAt: Date.parse("2026-02-24T09:00:00+08:00"),
    legalDays: 20,
    promisedDays: 10,
    extensionDays: 0,
    pauses: [],
    stoppedAt: Date.parse("2026-03-01T09:00:00+08:00"),
    stoppedOn: "2026-03-01",
    roundId: null,
    state: "stopped",
    due: "2026-03-10",
    legalDue: "2026-03-24",
    promisedDue: "2026-03-10",
    provisional: false,
    colour: "GREEN",
    dueTold: false,
    redTold: false,
    nextAt: null,
  };
}
