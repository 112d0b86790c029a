/** The audit rows about one case and what belongs to it. */
import type { AuditPage } from "../audit/api.ts";
import type { AuditReading } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { TasksArea } from "../tasks/index.ts";
import type { OpenedCase } from "./access.ts";

const PAGE = 50;

export function createTrail(parts: {
  reading: AuditReading;
  cases: Pick<CasesArea, "corrections">;
  clocks: Pick<ClocksArea, "ofCases">;
  documents: Pick<DocumentsArea, "ofCase">;
  tasks: Pick<TasksArea, "idsOf">;
}) {
  const { reading, cases, clocks, documents, tasks } = parts;
  return async ({ theCase, items }: OpenedCase, after: string | undefined): Promise<AuditPage> => {
    const { id } = theCase;
    const corrections = await cases.corrections.rows.find({ filter: { eq: ["caseId", id] }, limit: 100 });
    return reading.about(
      [
        { kind: "case", ids: [id] },
        { kind: "case-item", ids: items.map((item) => item.id) },
        { kind: "clock", ids: (await clocks.ofCases([id])).map((clock) => clock.id) },
        { kind: "document", ids: (await documents.ofCase(id, { internal: true })).map((one) => one.id) },
        { kind: "task", ids: await tasks.idsOf(id) },
        { kind: "correction", ids: corrections.rows.map((one) => one.id) },
        { kind: "draft", ids: [theCase.draftId] },
        {
          kind: "material",
          ids: theCase.situation.materials.map((material) => `case:${id}/${material.id}`),
        },
      ],
      after,
      PAGE,
    );
  };
}
