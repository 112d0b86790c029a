import { AppError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { DocumentsService, IssueRequest } from "./contract.ts";

/** What an item's document is part of, when one document stands for several items; null: it stands alone. */
export type JointDocument = (
  caseItemId: string,
) => Promise<Pick<IssueRequest, "key" | "caseId" | "alsoCaseIds" | "caseItemIds" | "about"> | null>;

/** Job type documents.render, headers `document` (kind), `scope` = case | item. One document per activation of its element. */
export function registerDocumentWorkers(
  platform: Platform,
  service: DocumentsService,
  jointOf: (kind: string) => JointDocument | undefined,
): void {
  platform.worker<{ caseId: string; caseItemId?: string }>({
    type: "documents.render",
    fetchVariables: ["caseId", "caseItemId"],
    maxJobs: 4,
    handler: async (job, actions) => {
      const { document = "", scope = "item" } = job.customHeaders;
      const { caseId, caseItemId } = job.variables;
      const items = scope === "case" || caseItemId === undefined ? [] : [caseItemId];
      try {
        const joint =
          scope === "item" && caseItemId !== undefined ? await jointOf(document)?.(caseItemId) : null;
        await service.issue({
          key: `job:${job.elementInstanceKey}:${job.elementId}:${scope}`,
          kind: document,
          caseId,
          caseItemIds: items,
          by: "worker:documents.render",
          ...joint,
        });
      } catch (error) {
        // what content or data lack is not mended by trying again: an incident tells at once
        if (error instanceof AppError && error.status < 500 && error.status !== 409)
          return actions.fail({ errorMessage: error.detail.en, retries: 0 });
        throw error;
      }
      return actions.complete();
    },
  });
}
