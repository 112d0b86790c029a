/** Repair of what stands still (A8): by cause, with retries, values and tokens; for administrators. */
import { z } from "zod";
import type { AuditArea } from "../audit/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import {
  incidentDetail,
  incidentGroups,
  proposedChange,
  repairChange,
  retryMany,
  retryResults,
} from "./api.ts";
import { createRepairChanges } from "./changes.ts";
import { createProcessModels } from "./process-models.ts";
import { createRepairReading, type Retry } from "./service.ts";

const tag = "incidents";

export function createRepairArea(options: {
  platform: Platform;
  audit: AuditArea;
  retry: Retry;
  itemName: (caseItemId: string) => Promise<Text | null>;
}): void {
  const { platform } = options;
  const models = createProcessModels(platform.engine);
  const reading = createRepairReading({ ...options, models });
  const changes = createRepairChanges({ ...options, models, reading });
  const keyed = z.object({ key: z.string() });
  const identified = z.object({ id: z.string() });
  platform.route({
    method: "get",
    path: "/incidents",
    summary: "What stands still, grouped by cause, and changes that wait for a second person",
    tag,
    access: ["view", "health"],
    response: incidentGroups,
    handler: async ({ actor }) => {
      const shown = { ...(await reading.groups()), changes: await changes.list(actor) };
      // values of variables may be personal data: before and after of changes, what the engine quotes
      if (shown.total > 0 || shown.changes.length > 0)
        await options.audit.recordRead({
          actor,
          action: "repair.list",
          thing: { kind: "incident", id: "list" },
          data: {
            incidents: shown.total,
            cases: [
              ...new Set(shown.groups.flatMap(({ incidents }) => incidents.map(({ caseNo }) => caseNo))),
            ]
              .filter((no) => no !== null)
              .slice(0, 50),
            values: shown.changes.filter(({ kind }) => kind === "value").map(({ id }) => id),
          },
        });
      return shown;
    },
  });
  platform.route({
    method: "post",
    path: "/incidents/retry",
    summary: "Tries the named ones again; a result for each",
    tag,
    access: ["retry", "health"],
    body: retryMany,
    response: retryResults,
    handler: ({ actor, body }) => reading.retry(actor, body.keys),
  });
  platform.route({
    method: "get",
    path: "/incidents/:key",
    summary: "One stuck place: variables, what the applicant notices, steps its token can be moved to",
    tag,
    access: ["repair", "health"],
    params: keyed,
    response: incidentDetail,
    handler: ({ actor, params }) => reading.detail(actor, params.key),
  });
  platform.route({
    method: "post",
    path: "/incidents/:key/changes",
    summary: "Proposes another value or another step; nothing changes until a second person confirms",
    tag,
    access: ["repair", "health"],
    params: keyed,
    body: proposedChange,
    response: repairChange,
    status: 201,
    handler: ({ actor, params, body }) => changes.propose(actor, params.key, body),
  });
  platform.route({
    method: "post",
    path: "/incident-changes/:id/confirm",
    summary: "Confirms a change as the second person: it is carried out and the place tried again",
    tag,
    access: ["repair", "health"],
    params: identified,
    response: repairChange,
    handler: ({ actor, params }) => changes.confirm(actor, params.id),
  });
  platform.route({
    method: "post",
    path: "/incident-changes/:id/decline",
    summary: "Declines a change, or takes one's own back",
    tag,
    access: ["repair", "health"],
    params: identified,
    response: repairChange,
    handler: ({ actor, params }) => changes.decline(actor, params.id),
  });
}
