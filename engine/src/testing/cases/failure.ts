/** A test case that does not hold: what was expected, what was found, and where the tokens stand. */
import type { ProcessModel } from "./models.ts";
import type { Trace, TracedElement } from "../trace.ts";

/** An element that is active when a case fails. */
export interface TokenPlace {
  readonly processId: string;
  readonly elementId: string;
  readonly elementName: string;
  readonly elementType: string;
  /** Message of the incident it stands in, null when there is none. */
  readonly incident: string | null;
}

/** The way of one process instance through its diagram. */
export interface TokenPath {
  readonly processId: string;
  /** File of the diagram. */
  readonly resource: string;
  readonly elementIds: readonly string[];
}

export interface TestFailure {
  /** Number of the instruction, from 1. */
  readonly instruction: number;
  readonly type: string;
  readonly expected: string;
  readonly found: string;
  readonly tokens: readonly TokenPlace[];
  /** For each process instance that has a token, or each when none has: the elements it went through, in order, as the diagram names them. */
  readonly paths: readonly TokenPath[];
  /** The whole sentence, in both languages. */
  readonly message: string;
  readonly messageZh: string;
}

const LONGEST_PATH = 20;

/** Thrown by an instruction; the runner adds number and tokens. */
export class Mismatch extends Error {
  readonly expected: string;
  readonly found: string;
  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.name = "Mismatch";
    this.expected = expected;
    this.found = found;
  }
}

export function describeFailure(
  error: unknown,
  instruction: number,
  type: string,
  tokens: readonly TokenPlace[],
  paths: readonly TokenPath[],
): TestFailure {
  const reason = error instanceof Error ? error.message : String(error);
  const expected = error instanceof Mismatch ? error.expected : "the instruction to succeed";
  const found = error instanceof Mismatch ? error.found : reason;
  const places = tokens.map((token) => {
    const incident = token.incident === null ? "" : ` [${token.incident}]`;
    const name = token.elementName === "" ? "" : ` '${token.elementName}'`;
    return `${token.processId}/${token.elementId}${name}${incident}`;
  });
  const ways = paths.map((way) => `${way.resource}: ${way.elementIds.join(" → ")}`).join("; ");
  return {
    instruction,
    type,
    expected,
    found,
    tokens,
    paths,
    message: `instruction ${instruction} (${type}): expected ${expected}, found ${found}; tokens at: ${places.join(", ") || "nowhere"}${ways && `; path ${ways}`}`,
    messageZh: `第 ${instruction} 条指令（${type}）：期望 ${expected}，实际 ${found}；令牌位于：${places.join("、") || "无"}${ways && `；路径 ${ways}`}`,
  };
}

/** Active elements that hold no others: where the tokens are. */
export function tokenPlaces(trace: Trace, models: readonly ProcessModel[]): TokenPlace[] {
  const active = [...trace.elements.values()].filter((element) => element.state === "ACTIVE");
  const scopes = new Set(active.map((element) => element.flowScopeKey));
  const open = [...trace.incidents.values()].filter((incident) => incident.open);
  return active
    .filter((element) => !scopes.has(element.key))
    .map((element) => {
      const model = models.find((one) => one.processId === element.bpmnProcessId);
      const incident = open.find(
        (one) => one.processInstanceKey === element.processInstanceKey && one.elementId === element.elementId,
      );
      return {
        processId: element.bpmnProcessId,
        elementId: element.elementId,
        elementName: model?.elements.find((one) => one.id === element.elementId)?.name ?? "",
        elementType: element.type,
        incident: incident === undefined ? null : `${incident.errorType}: ${incident.errorMessage}`,
      };
    });
}

/** The elements that instances with tokens went through (all, when there is no token), scopes left out; of a long way its end. */
export function tokenPaths(trace: Trace, models: readonly ProcessModel[]): TokenPath[] {
  const elements = [...trace.elements.values()];
  const scopes = new Set(elements.map((element) => element.flowScopeKey));
  const instances = (list: readonly TracedElement[]): string[] => [
    ...new Set(list.map((element) => element.processInstanceKey)),
  ];
  const open = instances(elements.filter((element) => element.state === "ACTIVE"));
  return (open.length > 0 ? open : instances(elements)).map((instance) => {
    const way = elements.filter((one) => one.processInstanceKey === instance && !scopes.has(one.key));
    const processId = way[0]?.bpmnProcessId ?? "";
    const ids = way.map((one) => one.elementId);
    return {
      processId,
      resource: models.find((model) => model.processId === processId)?.resource ?? processId,
      elementIds: ids.length > LONGEST_PATH ? ["…", ...ids.slice(-LONGEST_PATH)] : ids,
    };
  });
}
