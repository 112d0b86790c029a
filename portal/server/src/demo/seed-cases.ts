/**
 * The demo county's first cases: filed and worked on over the API by the demo accounts, as people would, so that inbox,
 * progress and licences show real data on the first start. Data: `portal/server/demo/cases.yaml`.
 */
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { parse } from "yaml";
import { z } from "zod";
import { signIn, type ApiClient } from "./api-client.ts";
import { fileApplication, fillDraft, type Application } from "./file-application.ts";

const FILE = new URL("../../demo/cases.yaml", import.meta.url);
const LOOK_AGAIN_MS = 200;
const LOOKS = 300;

const values = z.record(z.string(), z.unknown());
const act = z.strictObject({
  by: z.string(),
  /** Kind of the task (tasks/api.ts). */
  kind: z.string(),
  outcome: z.string(),
  data: values.default({}),
});
/** Keys with `x-` hold values that are used several times. */
const demoFile = z.object({
  applications: z.array(
    z.strictObject({
      /** Account that files, acting for its enterprise. */
      by: z.string(),
      submit: z.boolean(),
      packageId: z.string(),
      answers: values,
      sections: z.record(z.string(), values),
      undertakings: z.array(z.string()).default([]),
      acts: z.array(act).default([]),
    }),
  ),
});
type Act = z.infer<typeof act>;

interface TaskRow {
  id: string;
  kind: string;
  caseNo: string;
  holder: { me: boolean } | null;
}
interface TaskDetail extends TaskRow {
  version: number;
  acceptance: { items: { caseItemId: string; undertaking: { chosen: boolean } | null }[] } | null;
}

/** The applications of the demo county. */
export async function demoApplications(): Promise<z.infer<typeof demoFile>["applications"]> {
  return demoFile.parse(parse(await readFile(FILE, "utf8"))).applications;
}

/** Files the demo's applications one after the other. Ends early, without harm, when `signal` aborts. */
export async function seedDemoCases(options: {
  url: string;
  password: string;
  signal: AbortSignal;
}): Promise<number> {
  const { url, password, signal } = options;
  const applications = await demoApplications();
  const clients = new Map<string, Promise<ApiClient>>();
  const as = (username: string): Promise<ApiClient> => {
    const known = clients.get(username) ?? signIn(url, username, password);
    clients.set(username, known);
    return known;
  };
  let filed = 0;
  for (const application of applications) {
    signal.throwIfAborted();
    const client = await as(application.by);
    await client.actAs("enterprise");
    if (!application.submit) {
      await fillDraft(client, application satisfies Application);
      continue;
    }
    const { no } = await fileApplication(client, application);
    filed += 1;
    for (const step of application.acts) await perform(await as(step.by), no, step, signal);
  }
  return filed;
}

/** Does one clerk's act as soon as its task is there. */
async function perform(client: ApiClient, caseNo: string, step: Act, signal: AbortSignal): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    signal.throwIfAborted();
    const { rows } = await client.get<{ rows: TaskRow[] }>("/tasks?view=team&limit=200");
    const row = rows.find((task) => task.kind === step.kind && task.caseNo.startsWith(caseNo));
    if (row === undefined) {
      await pause(LOOK_AGAIN_MS, undefined, { signal });
      continue;
    }
    if (row.holder?.me !== true) await client.send("POST", `/tasks/${row.id}/claim`, {});
    const task = await client.get<TaskDetail>(`/tasks/${row.id}`);
    const given = await dated(client, step.data);
    const data = task.acceptance === null ? given : { ...given, verdicts: verdictsOf(task.acceptance.items) };
    await client.send(
      "POST",
      `/tasks/${row.id}/complete`,
      { outcome: step.outcome, data },
      { "if-match": `"${task.version}"`, "idempotency-key": `demo-${row.id}` },
    );
    return;
  }
  throw new Error(`No ${step.kind} task of ${caseNo} came to ${step.by}`);
}

/** `today` stands for the server's day, so that the demo is never dated. */
async function dated(client: ApiClient, data: Act["data"]): Promise<Act["data"]> {
  const { serverTime } = await client.get<{ serverTime: string }>("/server");
  const day = serverTime.slice(0, 10);
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, value === "today" ? day : value]),
  );
}

/** Every item is accepted, those under an undertaking on it. */
function verdictsOf(
  items: { caseItemId: string; undertaking: { chosen: boolean } | null }[],
): Record<string, { verdict: string }> {
  return Object.fromEntries(
    items.map((item) => [
      item.caseItemId,
      { verdict: item.undertaking?.chosen === true ? "undertaking" : "accept" },
    ]),
  );
}
