/** The story again, with the power cut after every answer: what was acknowledged is there when the server is back. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import {
  acceptAll,
  complete,
  grantData,
  openTasks,
  refusalData,
  reviewData,
  takeTask,
} from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const DAY = "2026-03-02";

interface Progress {
  outcome: string | null;
  lanes: { itemId: string; status: string; acceptedAt: string | null }[];
  documents: { id: string; title: { zh: string }; number: string }[];
}

let server: RunningServer;
let no = "";
let minute = 0;

const clock = (): string =>
  new Date(Date.parse(`${DAY}T09:00:00+08:00`) + minute * 60_000).toISOString().replace(".000Z", "Z");

/** Kills the server in the middle of whatever it does, starts it anew on the same folder. */
async function powerCut(t: TestContext): Promise<void> {
  await server.kill();
  const started = performance.now();
  server = await startServer({ clockStart: clock(), dataDir: server.dataDir });
  t.diagnostic(`listens again after ${Math.round(performance.now() - started)} ms`);
}

/** Lets everything due happen, and jobs that the dead server held come free: the engine lends a job for five minutes. */
async function settle(): Promise<void> {
  minute += 6;
  await server.moveClock(clock());
}

async function zhang(): Promise<ApiClient> {
  const client = await signIn(server.url, "zhang");
  await client.actAs("enterprise");
  return client;
}

const progress = async (): Promise<Progress> => (await zhang()).get<Progress>(`/cases/${no}`);

async function statusOf(itemId: string): Promise<string | undefined> {
  return (await progress()).lanes.find((lane) => lane.itemId === itemId)?.status;
}

/** Takes the task of this kind, completes it, and pulls the plug as soon as the answer is here. */
async function act(
  t: TestContext,
  username: string,
  kind: string,
  outcome: string,
  data: Record<string, unknown>,
): Promise<void> {
  const client = await signIn(server.url, username);
  const task = await takeTask(client, no, kind);
  await complete(client, task, outcome, data);
  await powerCut(t);
  await settle();
  const left = (await openTasks(await signIn(server.url, username))).map((row) => row.id);
  assert.ok(!left.includes(task.id), `${username}'s ${kind} task is not open again after its completion`);
  await assert.rejects(
    (await signIn(server.url, username)).send(
      "POST",
      `/tasks/${task.id}/complete`,
      { outcome: outcome === "refuse" ? "grant" : "refuse", data },
      { "if-match": `"${task.version}"`, "idempotency-key": `again-${task.id}` },
    ),
    /answered 4\d\d/,
    "a completed task cannot be completed another way",
  );
}

before(async () => {
  server = await startServer({ clockStart: clock() });
});
after(async () => {
  await server?.stop();
  if (server) await removeData(server);
});

test("a submission that was answered survives the cut, with its number; the same request again answers the same", async (t) => {
  const client = await zhang();
  const filed = await fileRestaurant(client);
  no = filed.no;
  await powerCut(t);
  await settle();
  const { lanes } = await progress();
  assert.equal(lanes.length, 4);
  const again = await (
    await zhang()
  ).raw("POST", `/drafts/${filed.draftId}/submit`, {
    body: JSON.stringify({
      declarations: ["truth", "sharing", "electronic-service"],
      undertakings: ["fire-check"],
      delivery: { way: "electronic" },
    }),
    headers: {
      "content-type": "application/json",
      "if-match": '"0"',
      "idempotency-key": `submit-${filed.draftId}`,
    },
  });
  const answer = (await again.json()) as { no?: string };
  assert.ok(
    again.status >= 400 || answer.no === no,
    `no second case: ${again.status} ${JSON.stringify(answer)}`,
  );
  const { counts } = await (
    await zhang()
  ).get<{ counts: { todo: number; running: number; done: number } }>("/cases?view=running");
  assert.equal(counts.todo + counts.running + counts.done, 1);
});

test("the register's check, cut off in the middle, is made up for", async () => {
  assert.equal(await statusOf("licence-check"), "CLOSED");
});

test("the window's acceptance survives the cut and starts three handlings", async (t) => {
  await acceptAll(await signIn(server.url, "window1"), no);
  await powerCut(t);
  await settle();
  const { lanes, documents } = await progress();
  for (const lane of lanes.filter((entry) => entry.itemId !== "licence-check"))
    assert.ok(lane.acceptedAt?.startsWith(DAY), `${lane.itemId} is accepted`);
  assert.equal(documents.filter((document) => document.title.zh.includes("受理通知书")).length, 3);
});

test("each opinion and each decision survives the cut that follows its answer, once and only once", async (t) => {
  await act(t, "food.review", "review", "pass", reviewData);
  await act(t, "food.approve", "approve", "pass", { opinion: "同意。" });
  await act(t, "sign.review", "review", "refuse", { ...reviewData, opinion: "遮挡消防救援窗。" });
  await act(t, "fire.decide", "decide", "grant", grantData);
  await act(t, "sign.decide", "decide", "refuse", refusalData);
  await act(t, "food.decide", "decide", "grant", grantData);
});

test("the case ends partly done, with each document and licence once and their numbers without gaps", async () => {
  const client = await zhang();
  const { outcome, documents, lanes } = await client.get<Progress>(`/cases/${no}`);
  assert.equal(outcome, "PARTLY_DONE", JSON.stringify(lanes));
  const numbers = documents.map((document) => document.number).filter((number) => number !== "");
  assert.equal(new Set(numbers).size, numbers.length, `no number twice: ${numbers.join(" ")}`);
  const series = Map.groupBy(
    numbers.filter((number) => /第\d+号$/.test(number)),
    (number) => number.replace(/第\d+号$/, ""),
  );
  assert.ok(series.size >= 6, `several organs and kinds: ${[...series.keys()].join(" ")}`);
  for (const [name, list] of series) {
    const serials = list.map((number) => Number(/第(\d+)号$/.exec(number)?.[1])).sort((a, b) => a - b);
    assert.deepEqual(
      serials,
      serials.map((_, index) => index + 1),
      `${name} has no gap`,
    );
  }
  for (const document of documents) {
    const pdf = await client.raw("GET", `/documents/${document.id}/pdf`);
    assert.equal(pdf.status, 200, document.title.zh);
    assert.ok((await pdf.arrayBuffer()).byteLength > 1_000);
  }
  const licences = await client.get<{ type: string; identifier: string }[]>("/licences");
  const issued = licences.map((licence) => licence.type).sort();
  assert.deepEqual(issued, ["business-licence", "fire-check-opinion", "food-business-licence"]);
});

test("the audit chain is whole after all the cuts", async (t) => {
  await server.stop();
  const child = spawn(process.execPath, ["bin/onewindow.mjs", "audit", "verify", "--lang=en"], {
    cwd: root,
    env: { ...process.env, DATA_DIR: server.dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  assert.equal(code, 0, printed);
  t.diagnostic(printed.trim());
});

test("a start on the folder of a stopped server listens, and shows the case as it was", async (t) => {
  const started = performance.now();
  server = await startServer({ clockStart: clock(), dataDir: server.dataDir });
  t.diagnostic(`a second start listens after ${Math.round(performance.now() - started)} ms`);
  assert.equal((await progress()).outcome, "PARTLY_DONE");
});
