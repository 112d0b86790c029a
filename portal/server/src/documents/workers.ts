import { AppError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { DocumentsService } from "./contract.ts";

/** Job type documents.render, headers `document` (kind), `scope` = case | item. One document per activation of its element. */
export function registerDocumentWorkers(platform: Platform, service: DocumentsService): void {
  platform.worker<{ caseId: string; caseItemId?: string }>({
    type: "documents.render",
    fetchVariables: ["caseId", "caseItemId"],
    maxJobs: 4,
    handler: async (job, actions) => {
      const { document = "", scope = "item" } = job.customHeaders;
      const { caseId, caseItemId } = job.variables;
      const items = scope === "case" || caseItemId === undefined ? [] : [caseItemId];
      try {
        await service.issue({
          key: `job:${job.elementInstanceKey}:${job.elementId}:${scope}`,
          kind: document,
          caseId,
          caseItemIds: items,
          by: "worker:documents.render",
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
