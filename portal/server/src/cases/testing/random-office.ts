/** A county in which random people do random things, legal and not: what the property test of the states drives. */
import assert from "node:assert/strict";
import { localDate } from "../../clocks/index.ts";
import type { HttpAnswer, HttpClient } from "../../platform/testing/http-client.ts";
import type { TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { TaskDetail } from "../../tasks/api.ts";
import type { CorrectionPage } from "../correction/api.ts";
import { corrections } from "../correction/model.ts";
import { caseItems, cases } from "../model.ts";
import { filledDraft, ok, readResults, submit } from "./restaurant.ts";

/** Numbers between 0 and 1 that a seed fixes (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const staff: Record<string, string[]> = {
  window1: ["window:clerk"],
  window2: ["window:clerk"],
  "food.review": ["approval-bureau:reviewer"],
  "food.approve": ["approval-bureau:approver"],
  "food.decide": ["approval-bureau:decider", "approval-bureau:approver"],
  "sign.review": ["city-management:reviewer"],
  "sign.decide": ["city-management:decider", "city-management:approver"],
  "fire.review": ["fire-brigade:reviewer"],
  "fire.decide": ["fire-brigade:decider", "fire-brigade:approver"],
  "tobacco.review": ["tobacco:reviewer"],
  "tobacco.decide": ["tobacco:decider", "tobacco:approver"],
  "market.review": ["market-supervision:reviewer"],
};
const citizens = ["zhang", "li"];
const field: Record<string, string> = {
  "food-licence": "premises.seats",
  "sign-permit": "sign.width",
  "tobacco-licence": "tobacco.schoolDistance",
  "fire-check": "fire.exits",
};

export interface OpenTask {
  id: string;
  groups: string[];
  revision: number;
}

export class RandomOffice {
  readonly host: TestPlatform;
  readonly #openTasks: () => Promise<OpenTask[]>;
  readonly random: () => number;
  readonly tally = new Map<string, { done: number; refused: number }>();
  readonly #clients = new Map<string, HttpClient>();
  #keys = 0;

  constructor(host: TestPlatform, seed: number, openTasks: () => Promise<OpenTask[]>) {
    this.host = host;
    this.#openTasks = openTasks;
    this.random = randomOf(seed);
  }
  async start(): Promise<void> {
    for (const name of citizens)
      this.#clients.set(name, await this.host.signedIn(name, { actAs: "enterprise" }));
    for (const name of Object.keys(staff))
      this.#clients.set(name, await this.host.signedIn(name, { actAs: "post" }));
  }
  below(n: number): number {
    return Math.floor(this.random() * n);
  }
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }
  client(name: string): HttpClient {
    return this.#clients.get(name) ?? assert.fail(name);
  }
  /** What came of an act. Whatever was asked, the house never breaks. */
  note(act: string, answer: HttpAnswer<unknown>): boolean {
    assert.ok(answer.status < 500, `${act} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    const done = answer.status < 300;
    const known = this.tally.get(act) ?? { done: 0, refused: 0 };
    this.tally.set(act, { done: known.done + (done ? 1 : 0), refused: known.refused + (done ? 0 : 1) });
    return done;
  }

  /** One act of one person. */
  async act(): Promise<void> {
    const roll = this.random();
    if (roll < 0.5) await this.#work();
    else if (roll < 0.62) await this.#meddle();
    else if (roll < 0.68) await this.#withdraw();
    else if (roll < 0.78) await this.#correct();
    else if (roll < 0.86) await this.#aside();
    else if (roll < 0.9) await this.#file();
    else await this.#wait();
  }
  async #wait(): Promise<void> {
    this.host.clock.add(this.below(20) * 3_600_000 + this.below(60) * 60_000);
    await this.host.settle();
    await this.#read();
    this.note("wait", { status: 200, body: null } as HttpAnswer<unknown>);
  }
  /** Everybody looks at what has come meanwhile. */
  async #read(): Promise<void> {
    for (const who of citizens) {
      const { rows } = ok(await this.client(who).get<{ rows: { no: string }[] }>("/cases?view=todo"));
      for (const { no } of rows) this.note("read-results", await readResults(this.client(who), no));
    }
    await this.host.settle();
  }
  async #file(): Promise<void> {
    const open = await this.host.platform.store
      .collection(cases)
      .count({ in: ["view", ["todo", "running"]] });
    if (open >= 12) return;
    const who = this.pick(citizens) ?? "zhang";
    const draft = await filledDraft(this.client(who), { tobacco: this.random() < 0.5 ? "yes" : "no" });
    this.note(
      "file",
      await submit(this.client(who), draft, { way: this.random() < 0.5 ? "window" : "electronic" }),
    );
  }
  async #openTask(): Promise<OpenTask | undefined> {
    return this.pick(await this.#openTasks());
  }
  #holdersOf(task: OpenTask): string[] {
    return Object.entries(staff)
      .filter(([, groups]) => groups.some((group) => task.groups.includes(group)))
      .map(([name]) => name);
  }
  /** Somebody of the group takes a task and hands it in, well or badly. */
  async #work(): Promise<void> {
    const task = await this.#openTask();
    const name = task === undefined ? undefined : this.pick(this.#holdersOf(task));
    if (task === undefined || name === undefined) return;
    const clerk = this.client(name);
    this.note("claim", await clerk.post(`/tasks/${task.id}/claim`));
    if (this.random() < 0.1) return void this.note("release", await clerk.post(`/tasks/${task.id}/release`));
    const detail = await clerk.get<TaskDetail>(`/tasks/${task.id}`);
    if (!this.note("read", detail)) return;
    const outcome = this.pick(detail.body.outcomes)?.id ?? "done";
    const stale = this.random() < 0.05;
    const done = this.note(
      stale ? "complete-stale" : `complete-${detail.body.kind}`,
      await clerk.post(
        `/tasks/${task.id}/complete`,
        { outcome, data: this.random() < 0.08 ? {} : this.#dataOf(detail.body, outcome) },
        { ifMatch: detail.body.version - (stale ? 1 : 0), idempotencyKey: `random-${(this.#keys += 1)}` },
      ),
    );
    assert.ok(!(stale && done), "a stale version was taken");
    await this.host.settle();
  }
  #dataOf(task: TaskDetail, outcome: string): Record<string, unknown> {
    const today = localDate(this.host.clock.now());
    const opinion = "按材料办理。";
    const points = (itemId: string) => [
      {
        target: { kind: "field", path: field[itemId] ?? "premises.seats" },
        problem: "与现场不一致。",
        ask: "按实际改正。",
        basis: "《行政许可法》第三十一条",
      },
    ];
    switch (task.kind) {
      case "accept":
        return {
          verdicts: Object.fromEntries(
            (task.acceptance?.items ?? []).map((item) => {
              const word = this.pick(["accept", "accept", "accept", "correct", "not-accept", "tolerate"]);
              return [
                item.caseItemId,
                word === "correct"
                  ? { verdict: "correct", points: points(item.itemId) }
                  : word === "not-accept"
                    ? { verdict: "not-accept", reason: "不属于本机关职权", competent: "" }
                    : { verdict: item.undertaking?.chosen === true ? "undertaking" : word },
              ];
            }),
          ),
        };
      case "verdict":
        return this.random() < 0.3
          ? { verdict: "correct", points: points("tobacco-licence") }
          : { verdict: "accept" };
      case "correction": {
        const pending = task.correction?.pending ?? [];
        return { points: pending.map(({ department: _department, label: _label, ...rest }) => rest) };
      }
      case "review":
        return { way: "document", opinion };
      case "decide":
        return outcome === "grant"
          ? { content: "餐饮服务", from: today, publish: "public", opinion }
          : {
              facts: "现场查看不符。",
              reasons: "不符合标准。",
              articles: "《行政许可法》第三十八条",
              remedies: "六十日内申请复议，六个月内起诉。",
              publish: "public",
              opinion,
            };
      default:
        return this.#filled(task.form?.components ?? []);
    }
  }
  /** Something in each field of a form that nothing more is known of. */
  #filled(components: readonly Record<string, unknown>[]): Record<string, unknown> {
    const today = localDate(this.host.clock.now());
    return Object.fromEntries(
      components.flatMap((component): [string, unknown][] => {
        const inner = component["components"];
        if (component["type"] === "panel" && Array.isArray(inner))
          return Object.entries(this.#filled(inner as Record<string, unknown>[]));
        const options = (component["values"] ??
          (component["data"] as { values?: unknown } | undefined)?.values) as
          { value: unknown }[] | undefined;
        const value =
          options !== undefined
            ? this.pick(options)?.value
            : component["type"] === "number"
              ? 1 + this.below(5)
              : component["type"] === "datetime" || component["type"] === "day"
                ? today
                : component["type"] === "textfield" || component["type"] === "textarea"
                  ? "按材料办理。"
                  : undefined;
        return value === undefined ? [] : [[String(component["key"]), value]];
      }),
    );
  }
  /** Somebody else's task: a person of another desk, or an applicant. */
  async #meddle(): Promise<void> {
    const task = await this.#openTask();
    if (task === undefined) return;
    const mine = this.#holdersOf(task);
    const name = this.pick([...citizens, ...Object.keys(staff)].filter((one) => !mine.includes(one)));
    if (name === undefined) return;
    const answers = [
      await this.client(name).post(`/tasks/${task.id}/claim`),
      await this.client(name).post(
        `/tasks/${task.id}/complete`,
        { outcome: this.pick(["grant", "refuse", "done", "pass"]), data: { opinion: "越权" } },
        { ifMatch: task.revision, idempotencyKey: `random-${(this.#keys += 1)}` },
      ),
    ];
    for (const answer of answers)
      assert.ok(!this.note("meddle", answer), `${name} was let at a task of ${task.groups.join()}`);
  }
  async #case(): Promise<{ no: string; owner: string } | null> {
    const found = await this.host.platform.store
      .collection(cases)
      .find({ sort: ["-submittedAt"], limit: 14 });
    const one = this.pick(found.rows);
    return one === undefined ? null : { no: one.id, owner: one.filedBy.personId };
  }
  async #withdraw(): Promise<void> {
    const one = await this.#case();
    if (one === null) return;
    const items = await this.host.platform.store
      .collection(caseItems)
      .find({ filter: { eq: ["caseId", one.no] }, limit: 20 });
    const who = this.pick(citizens) ?? "zhang";
    const chosen = this.pick(items.rows);
    const done = this.note(
      "withdraw",
      await this.client(who).post(`/cases/${one.no}/withdraw`, {
        items: chosen === undefined ? [] : [chosen.id],
        reason: "不办了。",
        lastDigits: this.random() < 0.2 ? "0000" : one.no.slice(-4),
      }),
    );
    assert.ok(!(done && who !== one.owner), "somebody else's case was withdrawn");
    await this.host.settle();
  }
  /** Answers points of an open correction, some or all, with words or a value that fits or does not. */
  async #correct(): Promise<void> {
    const found = await this.host.platform.store.collection(corrections).find({ limit: 500 });
    const one = this.pick(found.rows.slice(-12));
    if (one === undefined) return;
    const path = `/cases/${one.caseId}/corrections/${one.n}`;
    const citizen = this.client(this.pick(citizens) ?? "zhang");
    const page = await citizen.get<CorrectionPage>(path);
    if (!this.note("correction", page)) return;
    const points = page.body.points.filter(() => this.random() < 0.7).map(({ id }) => id);
    const saved = await citizen.put<CorrectionPage>(
      path,
      { values: {}, notes: Object.fromEntries(points.map((id) => [id, "已按要求核对。"])) },
      { ifMatch: page.body.version },
    );
    if (!this.note("correction-save", saved) || points.length === 0) return;
    this.note(
      "hand-in",
      await citizen.post(
        `${path}/hand-in`,
        { points },
        { ifMatch: saved.body.version, idempotencyKey: `random-${(this.#keys += 1)}` },
      ),
    );
    await this.host.settle();
  }
  /** Art. 45 procedures, extensions, questions: by whoever is asked first. */
  async #aside(): Promise<void> {
    const task = await this.#openTask();
    if (task === undefined) return;
    const name = this.pick(this.#holdersOf(task));
    if (name === undefined) return;
    const clerk = this.client(name);
    const [act, body] = this.pick([
      ["pause", { kind: "expert-review", days: 1 + this.below(10), reason: "须专家评审" }],
      ["extend", { reason: "案情复杂，须延长" }],
      ["clarify", { question: "请说明经营时间。" }],
    ] as const) ?? ["pause", {}];
    this.note(act, await clerk.post(`/tasks/${task.id}/claim`));
    this.note(act, await clerk.post(`/tasks/${task.id}/${act}`, body));
    await this.host.settle();
  }

  async run(acts: number): Promise<void> {
    ok(await submit(this.client("zhang"), await filledDraft(this.client("zhang"), { tobacco: "yes" })));
    await this.host.settle();
    for (let n = 0; n < acts; n += 1) await this.act();
    await this.host.settle();
  }
}
