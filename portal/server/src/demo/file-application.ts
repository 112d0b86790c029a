/** Files an application over the API, step by step as the screens do it. */
import type { ApiClient } from "./api-client.ts";
import { samplePdf } from "./sample-pdf.ts";

export interface Application {
  packageId: string;
  answers: Record<string, unknown>;
  /** What the applicant types, by section; values that we hold already stay. */
  sections: Record<string, Record<string, unknown>>;
  /** Ids of the declarations made; the restaurant's when absent. */
  declarations?: string[];
  undertakings?: string[];
  delivery?: string;
}

export interface Filed {
  no: string;
  queryCode: string;
  draftId: string;
}

interface Slot {
  id: string;
  need: "required" | "optional";
  state: string;
  offer: { licenceId: string; usable: boolean } | null;
}

/** Starts a draft and fills the given sections; the client acts for the applicant. Answers the draft's id. */
export async function fillDraft(client: ApiClient, application: Application): Promise<string> {
  const { packageId, answers, sections } = application;
  const draft = await client.send<{ id: string }>("POST", "/drafts", { packageId, answers });
  const { parts } = await client.get<{ parts: { id: string; kind: string }[] }>(`/drafts/${draft.id}`);
  for (const part of parts.filter((entry) => entry.kind === "form" && sections[entry.id] !== undefined)) {
    const page = await client.get<{ draftVersion: number; data: Record<string, unknown> }>(
      `/drafts/${draft.id}/parts/${part.id}`,
    );
    const saved = await client.send<{ errors: unknown[] }>(
      "PUT",
      `/drafts/${draft.id}/parts/${part.id}`,
      { data: merged(sections[part.id]!, page.data), check: true },
      { "if-match": `"${page.draftVersion}"` },
    );
    if (saved.errors.length > 0)
      throw new Error(`Part ${part.id} is not accepted: ${JSON.stringify(saved.errors)}`);
  }
  return draft.id;
}

/** A draft with all its parts and materials, ready to submit. */
export async function readyDraft(
  client: ApiClient,
  application: Application,
): Promise<{ id: string; version: number }> {
  const id = await fillDraft(client, application);
  await supplyMaterials(client, id);
  const { version } = await client.get<{ version: number }>(`/drafts/${id}`);
  return { id, version };
}

/** What the check page sends. */
export const submission = (application: Application): Record<string, unknown> => ({
  declarations: application.declarations ?? ["truth", "sharing", "electronic-service"],
  undertakings: application.undertakings ?? [],
  delivery: { way: application.delivery ?? "electronic" },
});

export async function fileApplication(client: ApiClient, application: Application): Promise<Filed> {
  const draft = await readyDraft(client, application);
  const submitted = await client.send<{ no: string; queryCode: string }>(
    "POST",
    `/drafts/${draft.id}/submit`,
    submission(application),
    { "if-match": `"${draft.version}"`, "idempotency-key": `submit-${draft.id}` },
  );
  return { ...submitted, draftId: draft.id };
}

/** What is held wins; lists and groups are the applicant's, empty values too. */
function merged(mine: Record<string, unknown>, held: Record<string, unknown>): Record<string, unknown> {
  const result = { ...mine };
  for (const [key, value] of Object.entries(held)) {
    const empty = value === undefined || value === null || value === "" || typeof value === "object";
    if (!empty || !(key in mine)) result[key] = value;
  }
  return result;
}

/** Reuses what may be reused, uploads a sample for what is missing. */
export async function supplyMaterials(client: ApiClient, draftId: string): Promise<void> {
  const { slots } = await client.get<{ slots: Slot[] }>(`/drafts/${draftId}/materials`);
  for (const slot of slots) {
    if (slot.state !== "missing" && slot.state !== "found") continue;
    if (slot.offer?.usable === true) {
      await client.send("POST", `/drafts/${draftId}/materials/${slot.id}/reuse`, {
        licenceId: slot.offer.licenceId,
      });
    } else if (slot.state === "missing" && slot.need === "required") {
      const form = new FormData();
      form.append(
        "file",
        new File([samplePdf(`Sample: ${slot.id}`, slot.id.includes("plan"))], `${slot.id}.pdf`, {
          type: "application/pdf",
        }),
      );
      const response = await client.raw("POST", `/drafts/${draftId}/materials/${slot.id}/files`, {
        body: form,
      });
      if (!response.ok)
        throw new Error(`Upload of ${slot.id} answered ${response.status}: ${await response.text()}`);
    }
  }
}
