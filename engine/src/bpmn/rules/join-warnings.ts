/**
 * Inclusive gateways that join although a token they may wait for can end elsewhere: this engine goes on then, Zeebe 8.8
 * looks again only when a token arrives, and waits for ever.
 */
import type { ExecutableElement, ExecutableProcess } from "../graph.ts";
import type { ModelWarning } from "../model-error.ts";

export function joinWarnings(process: ExecutableProcess): ModelWarning[] {
  return process.elements
    .filter((element) => element.type === "INCLUSIVE_GATEWAY" && element.incoming.length > 1)
    .filter((join) => process.elements.some((fork) => canStrand(process, fork, join)))
    .map((join) => ({
      elementId: join.id,
      message: `a token that this inclusive gateway waits for can end elsewhere; Zeebe 8.8 then waits here for ever: lead every path of the fork to the gateway`,
    }));
}

/** Two branches of the fork lead to the join, and from one of them a token can end without coming there. */
function canStrand(process: ExecutableProcess, fork: ExecutableElement, join: ExecutableElement): boolean {
  if (fork === join || fork.parent !== join.parent || fork.outgoing.length < 2) return false;
  if (fork.type === "EXCLUSIVE_GATEWAY" || fork.type === "EVENT_BASED_GATEWAY") return false;
  const branches = fork.outgoing
    .map((index) => process.elements[process.flows[index]?.target ?? -1])
    .filter((element) => element !== undefined)
    .map((element) => walk(process, element, join));
  const arriving = branches.filter(({ arrives }) => arrives);
  return arriving.length > 1 && arriving.some(({ ends }) => ends);
}

function walk(
  process: ExecutableProcess,
  from: ExecutableElement,
  join: ExecutableElement,
): { arrives: boolean; ends: boolean } {
  const seen = new Set<ExecutableElement>([from]);
  const open = [from];
  let [arrives, ends] = [false, false];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === join) {
      arrives = true;
      continue;
    }
    const link = at.event?.kind === "link" ? at.event.target : undefined;
    const next = [
      ...at.outgoing.map((index) => process.flows[index]?.target ?? -1),
      ...at.boundaryEvents,
      ...(link === undefined ? [] : [link]),
    ];
    if (at.outgoing.length === 0 && link === undefined) ends = true;
    for (const index of next) {
      const element = process.elements[index];
      if (element === undefined || seen.has(element)) continue;
      seen.add(element);
      open.push(element);
    }
  }
  return { arrives, ends };
}
