/** A8: incidents by cause, what each means, and retries with a result per case. */
import type { Incident } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { IncidentDetail, IncidentGroups, RetryResults } from "./api.ts";
import { stepName, targetsOf, type ProcessModels } from "./process-models.ts";
import { plainError, repairTexts } from "./texts.ts";

const MOST = 500;

/** Tries one stuck place again; given by the health area. */
export type Retry = (actor: Actor, key: string) => Promise<{ resolved: boolean; message: Text }>;

export function createRepairReading(parts: {
  platform: Platform;
  audit: AuditArea;
  models: ProcessModels;
  retry: Retry;
  itemName: (caseItemId: string) => Promise<Text | null>;
}) {
  const { platform, audit, models, retry, itemName } = parts;
  const { engine } = platform;

  const open = (): Incident[] => engine.query.incidents(undefined, { limit: MOST });
  const find = (key: string): Incident => {
    const found = open().find((incident) => incident.key === key);
    if (found === undefined) throw new NotFoundError(repairTexts.gone);
    return found;
  };
  const seenAt = (incident: Incident, ...names: string[]): string | null => {
    const seen = engine.query.variables(incident.variableScopeKey);
    for (const name of names) {
      const value = seen.find((variable) => variable.name === name)?.value;
      if (typeof value === "string") return value;
    }
    return null;
  };
  const caseNoOf = (incident: Incident): string | null => seenAt(incident, "caseNo", "caseId");

  return {
    find,
    caseNoOf,
    async groups(): Promise<Omit<IncidentGroups, "changes">> {
      const all = open();
      const causes = Map.groupBy(all, (incident) =>
        JSON.stringify([
          incident.bpmnProcessId,
          incident.elementId,
          incident.errorType,
          incident.errorMessage,
        ]),
      );
      const groups = await Promise.all(
        [...causes].map(async ([id, incidents]) => {
          const first = incidents[0]!;
          const process = await models.of(first.processInstanceKey);
          const rows = incidents
            .toSorted((a, b) => a.creationTimestamp - b.creationTimestamp)
            .map((incident) => ({
              key: incident.key,
              caseNo: caseNoOf(incident),
              since: isoInstant(incident.creationTimestamp),
            }));
          return {
            id,
            type: first.errorType,
            plain: plainError(first.errorType),
            message: first.errorMessage,
            process: first.bpmnProcessId,
            processName: process?.name || first.bpmnProcessId,
            element: first.elementId,
            elementName: stepName(process, first.elementId),
            since: rows[0]!.since,
            incidents: rows,
          };
        }),
      );
      return {
        total: all.length,
        groups: groups.toSorted((a, b) => b.incidents.length - a.incidents.length),
      };
    },
    async detail(actor: Actor, key: string): Promise<IncidentDetail> {
      const incident = find(key);
      const caseNo = caseNoOf(incident);
      const caseItemId = seenAt(incident, "caseItemId");
      const process = await models.of(incident.processInstanceKey);
      const item = caseItemId === null ? null : await itemName(caseItemId);
      const own = new Set(
        engine.query
          .variables(incident.variableScopeKey, { local: true })
          .map((variable) => `${variable.scopeKey} ${variable.name}`),
      );
      const variables = engine.query
        .variables(incident.variableScopeKey)
        .map(({ name, value, scopeKey }) => ({
          name,
          value: JSON.stringify(value),
          own: own.has(`${scopeKey} ${name}`),
        }))
        .toSorted((a, b) => a.name.localeCompare(b.name));
      await audit.recordRead({
        actor,
        action: "repair.read",
        thing: { kind: "incident", id: key },
        data: { case: caseNo, variables: variables.map(({ name }) => name) },
      });
      return {
        key,
        caseNo,
        effect: caseNo === null ? repairTexts.noEffect : repairTexts.effect(caseNo, item),
        variables,
        targets: targetsOf(process, incident.elementId),
      };
    },
    /** Each gets its own result; one that fails stops no other. */
    async retry(actor: Actor, keys: readonly string[]): Promise<RetryResults> {
      const results: RetryResults["results"] = [];
      for (const key of new Set(keys)) {
        const incident = open().find((one) => one.key === key);
        if (incident === undefined) {
          results.push({ key, caseNo: null, resolved: false, message: repairTexts.gone });
          continue;
        }
        const caseNo = caseNoOf(incident);
        const { resolved, message } = await retry(actor, key);
        results.push({ key, caseNo, resolved, message });
      }
      return { results };
    },
  };
}
export type RepairReading = ReturnType<typeof createRepairReading>;
