import { RejectionError, type Incident } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import type { PrinterState } from "../documents/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { Health } from "./api.ts";
import { lookAtParts, type PartState } from "./probes.ts";
import { texts } from "./texts.ts";

export interface ContentStatus {
  id: string;
  name: Text;
  version: string;
  hash: string;
  /** Epoch ms. */
  deployedAt: number;
  warnings: { file: string; message: Text }[];
}
export interface HealthContent {
  contentStatus(): Promise<ContentStatus[]>;
}

/** Messages that no try could deliver. */
export interface Undelivered {
  deadLetters(): Promise<{ count: number; since: string | null }>;
}

export interface HealthService {
  health(): Promise<Health>;
  /** Gives a stuck place another try; a job gets its retries back first. Throws NotFoundError. */
  retry(actor: Actor, key: string): Promise<{ key: string; resolved: boolean; message: Text }>;
}

const retriesGiven = 3;

export function createHealthService(options: {
  platform: Platform;
  audit: AuditArea;
  content: HealthContent;
  printer: () => PrinterState;
  messages?: Undelivered;
}): HealthService {
  const { platform, audit, content, printer, messages } = options;
  const { engine, store } = platform;

  const openIncidents = (): Incident[] => {
    try {
      return engine.query.incidents(undefined, { limit: 500 });
    } catch {
      return []; // its own part says that the engine is down
    }
  };
  const caseNoOf = (incident: Incident): string | null => {
    try {
      const seen = engine.query.variables(incident.variableScopeKey);
      const value = ["caseNo", "caseId"].map(
        (name) => seen.find((variable) => variable.name === name)?.value,
      );
      return value.find((found): found is string => typeof found === "string") ?? null;
    } catch {
      return null;
    }
  };

  return {
    async health() {
      const parts = await lookAtParts(platform, printer);
      const incidents = openIncidents().map((incident) => ({
        key: incident.key,
        type: incident.errorType,
        message: incident.errorMessage,
        element: incident.elementId,
        process: incident.bpmnProcessId,
        processInstanceKey: incident.processInstanceKey,
        caseNo: caseNoOf(incident),
        since: isoInstant(incident.creationTimestamp),
        canRetry: true,
      }));
      const packages = await content.contentStatus();
      // a store that is down has its own part
      const dead = (await messages?.deadLetters().catch(() => null)) ?? null;
      return {
        problems: [
          ...brokenParts(parts),
          ...stuckPlaces(incidents),
          ...undelivered(dead),
          ...warnedContent(packages),
        ],
        parts,
        content: packages.map((status) => ({ ...status, deployedAt: isoInstant(status.deployedAt) })),
        incidents,
      };
    },
    async retry(actor, key) {
      const incident = openIncidents().find((open) => open.key === key);
      if (incident === undefined) throw new NotFoundError(texts.noIncident);
      const answer = await (async () => {
        try {
          if (incident.jobKey !== null) await engine.updateJobRetries(incident.jobKey, retriesGiven);
          await engine.resolveIncident(key);
        } catch (error) {
          if (error instanceof RejectionError)
            return { resolved: false, message: texts.refused(error.message) };
          throw error;
        }
        const again = openIncidents().some(
          (open) => open.elementInstanceKey === incident.elementInstanceKey && open.key !== key,
        );
        return again ? { resolved: false, message: texts.again } : { resolved: true, message: texts.retried };
      })();
      await store.transaction((tx) =>
        audit.record(tx, {
          actor,
          action: "health.retry",
          thing: { kind: "incident", id: key },
          data: { process: incident.bpmnProcessId, element: incident.elementId, resolved: answer.resolved },
        }),
      );
      return { key, ...answer };
    },
  };
}

function brokenParts(parts: readonly PartState[]): Health["problems"] {
  const { problems, affected, remedies } = texts;
  const facts: Record<PartState["id"], { affected: Text; remedy: Text }> = {
    engine: { affected: affected.everyone, remedy: remedies.restart },
    store: { affected: affected.everyone, remedy: remedies.folder },
    files: { affected: affected.everyone, remedy: remedies.folder },
    disk: { affected: affected.everyone, remedy: remedies.disk },
    browser: { affected: affected.documents, remedy: remedies.browser },
  };
  return parts
    .filter(({ ok }) => !ok)
    .map(({ id }) => ({ id: `part:${id}`, what: problems[id], since: null, ...facts[id] }));
}

function undelivered(dead: { count: number; since: string | null } | null): Health["problems"] {
  if (dead === null || dead.count === 0) return [];
  return [
    {
      id: "messages:dead",
      what: texts.problems.undelivered(dead.count),
      since: dead.since,
      affected: texts.affected.addressees,
      remedy: texts.remedies.outbox,
    },
  ];
}

/** Incidents of one cause are one problem. */
function stuckPlaces(incidents: Health["incidents"]): Health["problems"] {
  const causes = Map.groupBy(incidents, ({ process, element, message }) =>
    JSON.stringify([process, element, message]),
  );
  return [...causes].map(([id, group]) => {
    const [first] = group;
    const cases = [...new Set(group.flatMap(({ caseNo }) => caseNo ?? []))];
    const shown = cases.slice(0, 5).join(", ") + (cases.length > 5 ? " …" : "");
    return {
      id: `incident:${id}`,
      what: texts.problems.incident(first?.process ?? "", first?.element ?? "", first?.message ?? ""),
      since: group.map(({ since }) => since).toSorted()[0] ?? null,
      affected: texts.affected.cases(Math.max(cases.length, cases.length === 0 ? group.length : 0), shown),
      remedy: texts.remedies.retry,
    };
  });
}

function warnedContent(packages: readonly ContentStatus[]): Health["problems"] {
  return packages
    .filter(({ warnings }) => warnings.length > 0)
    .map(({ id, name, warnings }) => ({
      id: `content:${id}`,
      what: texts.problems.content(name, warnings.length),
      since: null,
      affected: texts.affected.analysts,
      remedy: texts.remedies.content,
    }));
}
