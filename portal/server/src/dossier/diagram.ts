/** Where the processes of a case are: the drawing and the list beside it say the same, from the same rows. */
import { parseBpmn } from "@onewindow/engine/bpmn";
import type { ExecutableProcess } from "@onewindow/engine/bpmn";
import { LRUCache } from "lru-cache";
import type { StoredCase, StoredItem } from "../cases/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { CaseDiagram } from "./api.ts";
import type { StoredTrace } from "./model.ts";
import type { Traces } from "./trace.ts";
import { stateOf } from "./trace-batch.ts";
import { dossierTexts } from "./texts.ts";

export type DiagramService = ReturnType<typeof createDiagrams>;

export function createDiagrams(parts: { platform: Platform; traces: Traces }) {
  const { traces } = parts;
  const { engine } = parts.platform;
  const models = new LRUCache<string, { xml: string; process: ExecutableProcess }>({ max: 30 });

  const modelOf = async (trace: StoredTrace): Promise<{ xml: string; process: ExecutableProcess }> => {
    const kept = models.get(trace.definitionKey);
    if (kept !== undefined) return kept;
    const xml = engine.query.processXml(trace.definitionKey);
    const found =
      xml === null
        ? undefined
        : (await parseBpmn(xml, trace.process)).processes.find(
            (process) => process.bpmnProcessId === trace.process,
          );
    if (xml === null || found === undefined) throw new NotFoundError(dossierTexts.noProcess);
    const model = { xml, process: found };
    models.set(trace.definitionKey, model);
    return model;
  };

  return {
    /** Drawing and list of one process of the case: the package's own when none is named. */
    async diagram(
      theCase: StoredCase,
      items: readonly StoredItem[],
      instance: string | undefined,
    ): Promise<CaseDiagram> {
      const all = await traces.ofCase(theCase.id);
      const chosen =
        instance === undefined
          ? (all.find((trace) => trace.parent === null) ?? all[0])
          : all.find((trace) => trace.id === instance);
      if (chosen === undefined) throw new NotFoundError(dossierTexts.noProcess);
      const { xml, process } = await modelOf(chosen);
      const processes = await Promise.all(
        all.map(async (trace) => ({
          id: trace.id,
          name: (await modelOf(trace)).process.name || trace.process,
          item: items.find((item) => item.id === trace.caseItemId)?.name ?? null,
          parent: trace.parent,
          state: trace.state,
          startedAt: isoInstant(trace.startedAt),
          stopped: trace.elements.some((element) => stateOf(element) === "stopped"),
        })),
      );
      return {
        processes,
        shown: chosen.id,
        xml,
        elements: elementsOf(process, chosen),
        flows: chosen.flows,
      };
    },
  };
}

/** The elements of the model in the order of its flows, each after its scope, with what the trace says of them. */
function elementsOf(process: ExecutableProcess, trace: StoredTrace): CaseDiagram["elements"] {
  const known = new Map(trace.elements.map((element) => [element.id, element]));
  const shown: CaseDiagram["elements"] = [];
  const seen = new Set<number>([0]);
  const take = (index: number, depth: number): void => {
    const element = process.elements[index];
    if (element === undefined || seen.has(index)) return;
    seen.add(index);
    const counts = known.get(element.id);
    shown.push({
      id: element.id,
      name: element.name,
      type: element.type,
      depth,
      state: stateOf(counts),
      entered: counts?.entered ?? 0,
      active: (counts?.entered ?? 0) - (counts?.completed ?? 0) - (counts?.terminated ?? 0),
      completed: counts?.completed ?? 0,
      lastAt: counts === undefined ? null : isoInstant(counts.lastAt),
    });
    within(index, depth + 1);
    for (const boundary of element.boundaryEvents) take(boundary, depth + 1);
    // flows stand last-in-file first, as the engine goes through them; people read them as they were drawn
    for (const flow of [...element.outgoing].reverse())
      if (process.elements[process.flows[flow]?.target ?? -1]?.parent === element.parent)
        take(process.flows[flow]?.target ?? -1, depth);
  };
  const within = (scope: number, depth: number): void => {
    const inside = process.elements.filter((element) => element.parent === scope);
    for (const element of inside.filter((one) => one.type === "START_EVENT")) take(element.index, depth);
    for (const element of inside.filter((one) => one.attachedTo === undefined)) take(element.index, depth);
    for (const element of inside) take(element.index, depth);
  };
  within(0, 0);
  return shown;
}
