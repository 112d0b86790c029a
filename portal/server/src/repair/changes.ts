/** Changes of a value or a token: one administrator proposes, another confirms; then it is carried out and retried. */
import { RejectionError, type Incident, type JsonValue } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  StateError,
} from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { ProposedChange, RepairChange } from "./api.ts";
import { repairs, type RepairDocument, type StoredRepair } from "./model.ts";
import { targetsOf, type ProcessModels } from "./process-models.ts";
import type { RepairReading, Retry } from "./service.ts";
import { repairTexts } from "./texts.ts";

const SHOWN = 50;

export function createRepairChanges(parts: {
  platform: Platform;
  audit: AuditArea;
  reading: RepairReading;
  models: ProcessModels;
  retry: Retry;
}) {
  const { platform, audit, reading, models, retry } = parts;
  const { store, engine, clock, ids } = platform;
  const rows = store.collection(repairs);

  const view = (actor: Actor, row: StoredRepair): RepairChange => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    incidentKey: row.incidentKey,
    caseNo: row.caseNo,
    process: row.process,
    element: row.element,
    name: row.name,
    before: row.before,
    after: row.after,
    to: row.to,
    reason: row.reason,
    proposedBy: row.proposedBy,
    proposedAt: isoInstant(row.proposedAt),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt === null ? null : isoInstant(row.decidedAt),
    result: row.result,
    mayConfirm: row.state === "open" && row.proposedBy.personId !== actor.personId,
  });
  const variable = (incident: Incident, name: string): { scopeKey: string; value: JsonValue } => {
    const found = engine.query.variables(incident.variableScopeKey).find((one) => one.name === name);
    if (found === undefined)
      throw new InvalidError(repairTexts.noVariable(name), [
        { pointer: "/name", code: "unknown", detail: repairTexts.noVariable(name) },
      ]);
    return found;
  };
  const facts = async (incident: Incident, change: ProposedChange) => {
    if (change.kind === "move") {
      const targets = targetsOf(await models.of(incident.processInstanceKey), incident.elementId);
      if (!targets.some(({ id }) => id === change.to))
        throw new InvalidError(repairTexts.noTarget(change.to), [
          { pointer: "/to", code: "target", detail: repairTexts.noTarget(change.to) },
        ]);
      return { name: null, scopeKey: null, before: null, after: null, to: change.to };
    }
    const present = variable(incident, change.name);
    const before = JSON.stringify(present.value);
    const after = JSON.stringify(readJson(change.value));
    if (after === before)
      throw new InvalidError(repairTexts.same, [
        { pointer: "/value", code: "same", detail: repairTexts.same },
      ]);
    return { name: change.name, scopeKey: present.scopeKey, before, after, to: null };
  };
  const save = async (
    actor: Actor,
    row: StoredRepair,
    change: Partial<RepairDocument>,
    action: string,
  ): Promise<StoredRepair> => {
    const next = { ...row, ...change };
    await store.transaction((tx) => {
      tx.update(repairs, next);
      audit.record(tx, {
        actor,
        action,
        thing: { kind: "incident", id: row.incidentKey },
        data: {
          change: row.id,
          kind: row.kind,
          case: row.caseNo,
          element: row.element,
          name: row.name,
          to: row.to,
          state: next.state,
        },
      });
    });
    return { ...next, version: row.version + 1 };
  };
  const openOne = async (id: string): Promise<StoredRepair> => {
    const row = await rows.get(id);
    if (row === null) throw new NotFoundError(repairTexts.noChange);
    if (row.state !== "open") throw new StateError(repairTexts.decided, { state: row.state });
    return row;
  };
  const carryOut = async (actor: Actor, row: StoredRepair): Promise<{ ok: boolean; result: Text }> => {
    try {
      if (row.kind === "move") {
        await engine.modifyInstance(row.processInstanceKey, {
          activate: [{ elementId: row.to! }],
          terminate: [{ elementInstanceKey: row.elementInstanceKey }],
        });
        const stuck = engine.query.incidents({ processInstanceKey: row.processInstanceKey }).length > 0;
        return { ok: true, result: stuck ? repairTexts.movedStuck : repairTexts.moved };
      }
      const value = JSON.parse(row.after!) as JsonValue;
      await engine.setVariables(row.scopeKey!, { [row.name!]: value }, { local: true });
      const { resolved, message } = await retry(actor, row.incidentKey);
      return { ok: true, result: resolved ? repairTexts.applied : message };
    } catch (error) {
      if (error instanceof RejectionError) return { ok: false, result: repairTexts.refused(error.message) };
      throw error;
    }
  };

  return {
    async list(actor: Actor): Promise<RepairChange[]> {
      const page = await rows.find({ sort: ["-proposedAt"], limit: SHOWN });
      return page.rows.map((row) => view(actor, row));
    },
    async propose(actor: Actor, key: string, change: ProposedChange): Promise<RepairChange> {
      const incident = reading.find(key);
      const waiting = await rows.first({
        filter: { and: [{ eq: ["incidentKey", key] }, { eq: ["state", "open"] }] },
      });
      if (waiting !== null) throw new StateError(repairTexts.pending, { change: waiting.id });
      const document: RepairDocument = {
        kind: change.kind,
        state: "open",
        incidentKey: key,
        elementInstanceKey: incident.elementInstanceKey,
        processInstanceKey: incident.processInstanceKey,
        caseNo: reading.caseNoOf(incident),
        process: incident.bpmnProcessId,
        element: incident.elementId,
        ...(await facts(incident, change)),
        reason: change.reason,
        proposedBy: { personId: actor.personId, name: actor.name },
        proposedAt: clock.now(),
        decidedBy: null,
        decidedAt: null,
        result: null,
      };
      const id = ids.next();
      await store.transaction((tx) => {
        tx.insert(repairs, { id, ...document });
        audit.record(tx, {
          actor,
          action: "repair.propose",
          thing: { kind: "incident", id: key },
          data: {
            change: id,
            kind: change.kind,
            case: document.caseNo,
            element: document.element,
            name: document.name,
            to: document.to,
          },
        });
      });
      return view(actor, { id, version: 1, ...document });
    },
    /** Throws ForbiddenError for whoever proposed it, StateError when it is decided, ConflictError when overtaken. */
    async confirm(actor: Actor, id: string): Promise<RepairChange> {
      const row = await openOne(id);
      if (row.proposedBy.personId === actor.personId)
        throw new ForbiddenError(repairTexts.second, "second-person");
      const incident = reading.find(row.incidentKey);
      if (row.kind === "value" && JSON.stringify(variable(incident, row.name!).value) !== row.before)
        throw new ConflictError(repairTexts.overtaken, { name: row.name }, "overtaken");
      const decided = {
        decidedBy: { personId: actor.personId, name: actor.name },
        decidedAt: clock.now(),
      };
      const applying = await save(actor, row, { ...decided, state: "applying" }, "repair.confirm");
      const { ok, result } = await carryOut(actor, applying);
      const done = await save(actor, applying, { state: ok ? "applied" : "failed", result }, "repair.result");
      return view(actor, done);
    },
    /** By the other, or taken back by whoever proposed it. */
    async decline(actor: Actor, id: string): Promise<RepairChange> {
      const row = await openOne(id);
      const decided = {
        decidedBy: { personId: actor.personId, name: actor.name },
        decidedAt: clock.now(),
      };
      return view(actor, await save(actor, row, { ...decided, state: "declined" }, "repair.decline"));
    },
  };
}

function readJson(value: string): JsonValue {
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    throw new InvalidError(repairTexts.noJson, [
      { pointer: "/value", code: "json", detail: repairTexts.noJson },
    ]);
  }
}
