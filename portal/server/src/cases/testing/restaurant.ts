/** A restaurant, filed by a citizen of the demo county through the API: what story tests build on. */
import assert from "node:assert/strict";
import type { HttpAnswer, HttpClient } from "../../platform/testing/http-client.ts";
import type { CompletedTask, TaskDetail, TaskList, TaskRow } from "../../tasks/api.ts";
import type { CaseCard, CaseList, CheckPage, Draft, FormPart, Submitted } from "../api.ts";
import type { MaterialSlot } from "../../materials/api.ts";

export const answers = {
  licence: "individual-business",
  format: "restaurant",
  kinds: {
    hot: true,
    cold: false,
    raw: false,
    pastry: false,
    drinks: false,
    bulk: false,
    prepackaged: false,
  },
  floorArea: 86,
  sign: "yes",
  tobacco: "no",
  chain: "no",
  fireWay: "undertaking",
};

/** What the applicant types, over what is filled in already. */
const typed: Record<string, Record<string, unknown>> = {
  operator: {
    kind: "individual-business",
    idType: "resident-id-card",
    contact: "张小满",
    phone: "13800000001",
    agent: false,
  },
  premises: {
    tenure: "own",
    owner: "张小满",
    floorArea: 86,
    usableArea: 80,
    kitchenArea: 26,
    seats: 40,
    floors: "1",
  },
  food: {
    format: "restaurant",
    kinds: answers.kinds,
    online: "no",
    disinfection: { heat: true, chemical: false, machine: false, service: false },
    sinks: "three",
    smokePurifier: "installed",
    purifiers: 1,
    waste: { "grease-trap": true, "sorted-bins": true, contract: false },
    water: "public",
  },
  staff: {
    managers: [
      {
        name: "张小满",
        idNumber: "370783199001010002",
        certificate: "SPGL370783000001",
        validUntil: "2027-12-31",
      },
    ],
    count: 6,
    foodHandlers: 4,
    healthCertificates: 6,
  },
  sign: {
    form: "shopfront",
    wording: "小满家常菜馆",
    width: 4,
    height: 1,
    depth: 0.2,
    clearance: 3,
    material: "acrylic",
    place: "门头正上方",
    lighting: "inner",
    since: "2026-04-01",
  },
  tobacco: {
    format: "catering",
    scope: "cigarettes",
    separate: "yes",
    schoolDistance: 500,
    retailDistance: 300,
    supplier: "潍坊市烟草公司寿光分公司",
  },
  fire: {
    venue: "restaurant",
    use: "餐饮",
    exits: 2,
    stairs: 0,
    equipment: {
      alarm: true,
      sprinkler: false,
      smoke: false,
      kitchen: true,
      hydrant: false,
      extinguishers: true,
      lighting: true,
    },
    finish: "A",
    acceptanceKind: "none",
    kitchenFire: "electric",
    ductCleaning: "quarterly",
    responsiblePerson: "张小满",
    manager: "张小满",
    managerPhone: "13800000001",
    trained: "all",
    openingDate: "2026-04-10",
  },
};

/** A page that a PDF reader takes: enough for a material. */
export const PDF = new TextEncoder().encode(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

export function ok<T>(answer: HttpAnswer<T>): T {
  assert.ok(answer.status < 300, `answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Fills every part and hands in every material; answers the draft, ready to be checked and submitted. */
export async function filledDraft(citizen: HttpClient, change: Partial<typeof answers> = {}): Promise<Draft> {
  let draft = ok(
    await citizen.post<Draft>("/drafts", { packageId: "catering-shop", answers: { ...answers, ...change } }),
  );
  let version = draft.version;
  for (const { id } of draft.parts.filter((part) => part.kind === "form")) {
    const part = ok(await citizen.get<FormPart>(`/drafts/${draft.id}/parts/${id}`));
    const data = merged(part.data, typed[id] ?? {});
    const saved = ok(
      await citizen.put<{ draftVersion: number; errors: unknown[] }>(
        `/drafts/${draft.id}/parts/${id}`,
        { data, check: true },
        { ifMatch: version },
      ),
    );
    assert.deepEqual(saved.errors, [], `part ${id}`);
    version = saved.draftVersion;
  }
  const { slots } = ok(await citizen.get<{ slots: MaterialSlot[] }>(`/drafts/${draft.id}/materials`));
  for (const slot of slots) {
    if (slot.need !== "required") continue;
    const path = `/drafts/${draft.id}/materials/${slot.id}`;
    if (slot.offer?.usable) ok(await citizen.post(`${path}/reuse`, { licenceId: slot.offer.licenceId }));
    else if (slot.state === "missing") {
      const answer = await citizen.upload(`${path}/files`, {
        name: `${slot.id}.pdf`,
        bytes: PDF,
        type: "application/pdf",
      });
      ok(answer);
    }
  }
  draft = ok(await citizen.get<Draft>(`/drafts/${draft.id}`));
  return draft;
}

/** Submits a filled draft with the undertakings that are open to it. */
export async function submit(
  citizen: HttpClient,
  draft: Pick<Draft, "id" | "version">,
  options: { way?: "window" | "electronic"; key?: string } = {},
): Promise<HttpAnswer<Submitted>> {
  const page = ok(await citizen.get<CheckPage>(`/drafts/${draft.id}/check`));
  return citizen.post<Submitted>(
    `/drafts/${draft.id}/submit`,
    {
      declarations: page.declarations.map((declaration) => declaration.id),
      undertakings: page.undertakings.map((undertaking) => undertaking.itemId),
      delivery: { way: options.way ?? "electronic" },
    },
    { ifMatch: page.draft.version, idempotencyKey: options.key ?? `submit-${draft.id}` },
  );
}

function merged(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  return { ...base, ...over };
}

/** The open task of a case in a clerk's team inbox, or null. */
export async function taskOf(clerk: HttpClient, no: string, kind?: string): Promise<TaskRow | null> {
  const { rows } = ok(await clerk.get<TaskList>("/tasks?view=team&limit=200"));
  return rows.find((row) => row.caseNo === no && (kind === undefined || row.kind === kind)) ?? null;
}

/** Takes the open task of a kind and hands it in. */
export async function act(
  clerk: HttpClient,
  no: string,
  kind: string,
  outcome: string,
  data: Record<string, unknown>,
): Promise<CompletedTask> {
  const row = (await taskOf(clerk, no, kind)) ?? assert.fail(`no task ${kind} of ${no}`);
  const claimed = ok(await clerk.post<{ version: number }>(`/tasks/${row.id}/claim`));
  return ok(
    await clerk.post<CompletedTask>(
      `/tasks/${row.id}/complete`,
      { outcome, data },
      { ifMatch: claimed.version, idempotencyKey: `${row.id}-${outcome}` },
    ),
  );
}

/** The window accepts every item of the round; `modes` by item id. */
export async function acceptAll(
  clerk: HttpClient,
  no: string,
  modes: Record<string, "accept" | "undertaking" | "not-accept"> = {},
): Promise<void> {
  const row = (await taskOf(clerk, no, "accept")) ?? assert.fail(`no round of ${no}`);
  const detail = ok(await clerk.get<TaskDetail>(`/tasks/${row.id}`));
  const verdicts = Object.fromEntries(
    (detail.acceptance?.items ?? []).map((item) => {
      const verdict = modes[item.itemId] ?? "accept";
      return [
        item.caseItemId,
        { verdict, ...(verdict === "not-accept" ? { reason: "材料不符", competent: "" } : {}) },
      ];
    }),
  );
  await act(clerk, no, "accept", "done", { verdicts });
}

/** The only case in a view of the citizen's list. */
export async function only(citizen: HttpClient, view: string): Promise<CaseCard> {
  const { rows } = ok(await citizen.get<CaseList>(`/cases?view=${view}`));
  assert.equal(rows.length, 1);
  return rows[0] ?? assert.fail();
}

/** The applicant opens the case: electronic results on its page are read, and so served. */
export async function readResults(citizen: HttpClient, no: string): Promise<HttpAnswer<{ read: string[] }>> {
  const { unread } = ok(await citizen.get<{ unread: string[] }>(`/cases/${no}`));
  return citizen.post<{ read: string[] }>(`/cases/${no}/delivery/read`, { caseItemIds: unread });
}
