import { AppError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { LicencesService } from "./contract.ts";
import { texts } from "./texts.ts";

/** Job types licences.check (header `licence`, else variable `licence`) and licences.issue (variable `licence`). Both may come twice. */
export function registerLicenceWorkers(platform: Platform, service: LicencesService): void {
  platform.worker<{ caseItemId: string; licence: string | null }>({
    type: "licences.check",
    fetchVariables: ["caseItemId", "licence"],
    handler: async (job, actions) => {
      const { caseItemId, licence } = job.variables;
      const checkResult = await service.check(caseItemId, job.customHeaders["licence"] ?? licence ?? "");
      if (checkResult === null)
        return actions.error({ errorCode: "REGISTER_DOWN", errorMessage: texts.registerDown.zh });
      return actions.complete({ checkResult });
    },
  });
  platform.worker<{ caseItemId: string; licence: string | null }>({
    type: "licences.issue",
    fetchVariables: ["caseItemId", "licence"],
    handler: async (job, actions) => {
      const { caseItemId, licence } = job.variables;
      if (typeof licence !== "string" || licence === "") return actions.complete();
      try {
        const issued = await service.issueForItem(caseItemId, licence);
        return actions.complete({ licenceId: issued.id });
      } catch (error) {
        if (error instanceof AppError && error.status !== 409)
          return actions.fail({ errorMessage: error.detail.en, retries: 0 });
        throw error;
      }
    },
  });
}
