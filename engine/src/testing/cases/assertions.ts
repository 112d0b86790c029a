/** Instructions that look: each throws Mismatch when it does not hold. */
import { isDeepStrictEqual } from "node:util";
import type { TracedElement } from "../trace.ts";
import { findDecision, findInstance, findUserTask, modelElement, selectElement } from "./context.ts";
import type { CaseContext } from "./context.ts";
import { Mismatch } from "./failure.ts";
import type { AssertElementInstances, InstructionOf, TestInstruction } from "./instructions.ts";

type AssertionType = Extract<TestInstruction["type"], `ASSERT_${string}`>;
export type Assertions = {
  readonly [T in AssertionType]: (context: CaseContext, instruction: InstructionOf<T>) => void;
};

export const assertions: Assertions = {
  ASSERT_PROCESS_INSTANCE(context, instruction) {
    const processId = instruction.processInstanceSelector.processDefinitionId;
    const instance = findInstance(context, instruction.processInstanceSelector);
    if (instruction.state !== undefined) {
      expectEqual(`process '${processId}'`, stateOf(instruction.state), instance.state);
    }
    if (instruction.hasActiveIncidents !== undefined) {
      const open = [...context.trace.incidents.values()].filter(
        (incident) => incident.open && incident.processInstanceKey === instance.key,
      );
      if (open.length > 0 === instruction.hasActiveIncidents) return;
      const found = open.map(
        (incident) => `${incident.errorType} at ${incident.elementId}: ${incident.errorMessage}`,
      );
      const expected = instruction.hasActiveIncidents ? "an active incident" : "no active incident";
      throw new Mismatch(`${expected} in '${processId}'`, found.join("; ") || "none");
    }
  },

  ASSERT_ELEMENT_INSTANCE(context, instruction) {
    const { elements, ids } = instancesOf(context, instruction, instruction.elementSelector);
    const amount = instruction.amount ?? 1;
    const wanted = stateOf(instruction.state);
    const count = elements.filter((element) => element.state === wanted).length;
    if (count === amount) return;
    throw new Mismatch(`${amount} × ${ids.join(" or ")} ${wanted}`, `${count}; ${describe(elements)}`);
  },

  ASSERT_ELEMENT_INSTANCES(context, instruction) {
    const sets = instruction.elementSelectors.map((selector) => instancesOf(context, instruction, selector));
    if (instruction.state === "IS_ACTIVE_EXACTLY") return expectExactly(context, instruction, sets);
    if (instruction.state === "IS_COMPLETED_IN_ORDER") return expectInOrder(sets);
    for (const { elements, ids } of sets) {
      const active = elements.some((element) => element.state === "ACTIVE");
      const holds =
        instruction.state === "IS_NOT_ACTIVATED"
          ? elements.length === 0
          : instruction.state === "IS_NOT_ACTIVE"
            ? !active
            : elements.some((element) => element.state === stateOf(instruction.state));
      if (!holds) throw new Mismatch(`${ids.join(" or ")} ${instruction.state}`, describe(elements));
    }
  },

  ASSERT_VARIABLES(context, instruction) {
    const instance = findInstance(context, instruction.processInstanceSelector);
    const { elementSelector } = instruction;
    const scope =
      elementSelector === undefined
        ? instance
        : instancesOf(context, instruction, elementSelector).elements.at(-1);
    const variables = scope === undefined ? {} : context.trace.variables(scope.key);
    for (const name of instruction.variableNames ?? []) {
      if (name in variables) continue;
      const names = Object.keys(variables).join(", ");
      throw new Mismatch(`a variable '${name}'`, `none; there are: ${names || "none"}`);
    }
    for (const [name, value] of Object.entries(instruction.variables ?? {})) {
      expectEqual(`variable '${name}'`, value, variables[name]);
    }
  },

  ASSERT_USER_TASK(context, instruction) {
    const task = findUserTask(context, instruction.userTaskSelector, false);
    const name = modelElement(context, task.bpmnProcessId, task.elementId)?.name;
    const found = { ...task, name };
    if (instruction.state !== undefined) {
      expectEqual("user task state", instruction.state.replace("IS_", ""), task.state);
    }
    const plain = ["assignee", "candidateGroups", "priority", "elementId", "name"] as const;
    for (const field of plain) {
      const wanted = instruction[field];
      if (wanted !== undefined) expectEqual(`user task ${field}`, wanted, found[field]);
    }
    for (const field of ["dueDate", "followUpDate"] as const) {
      const wanted = instruction[field];
      if (wanted === undefined || Date.parse(wanted) === Date.parse(task[field])) continue;
      throw new Mismatch(`user task ${field} ${wanted}`, task[field] || "none");
    }
  },

  ASSERT_DECISION(context, instruction) {
    const decision = findDecision(context, instruction.decisionSelector);
    const { output, matchedRules = [], notMatchedRules = [], noMatchedRules } = instruction;
    const matched = new Set(decision.matchedRules);
    const found = `matched rules ${[...matched].join(", ") || "none"}`;
    if (output !== undefined) expectEqual(`output of '${decision.decisionId}'`, output, decision.output);
    for (const rule of matchedRules)
      if (!matched.has(rule)) throw new Mismatch(`rule ${rule} to match`, found);
    for (const rule of notMatchedRules)
      if (matched.has(rule)) throw new Mismatch(`rule ${rule} not to match`, found);
    if (noMatchedRules === true && matched.size > 0) throw new Mismatch("no rule to match", found);
  },

  ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION(context, instruction) {
    const instance = findInstance(context, instruction.processInstanceSelector);
    const { messageName, correlationKey } = instruction.messageSelector;
    const found = context.trace.subscriptions.filter(
      (one) =>
        one.processInstanceKey === instance.key &&
        one.messageName === messageName &&
        (correlationKey === undefined || one.correlationKey === correlationKey),
    );
    const waiting = found.some((one) => one.waiting);
    const correlated = found.some((one) => one.correlated);
    const holds =
      instruction.state === "IS_CORRELATED" ? correlated : waiting === (instruction.state === "IS_WAITING");
    if (holds) return;
    const state = waiting ? "waiting" : correlated ? "correlated" : "none";
    throw new Mismatch(`subscription to '${messageName}' ${instruction.state}`, state);
  },
};

interface Selected {
  readonly ids: readonly string[];
  readonly elements: readonly TracedElement[];
}

function instancesOf(
  context: CaseContext,
  instruction: { processInstanceSelector: { processDefinitionId: string } },
  selector: { elementId?: string; elementName?: string },
): Selected {
  const processId = instruction.processInstanceSelector.processDefinitionId;
  const instance = findInstance(context, instruction.processInstanceSelector);
  const ids = selectElement(context, processId, selector);
  const elements = context.trace
    .elementsOf(instance.key)
    .filter((element) => ids.includes(element.elementId) && element.type !== "MULTI_INSTANCE_BODY");
  return { ids, elements };
}

function expectExactly(
  context: CaseContext,
  instruction: AssertElementInstances,
  sets: readonly Selected[],
): void {
  const instance = findInstance(context, instruction.processInstanceSelector);
  const active = context.trace.elementsOf(instance.key).filter((element) => element.state === "ACTIVE");
  const found = [...new Set(active.map((element) => element.elementId))].sort();
  const expected = [...new Set(sets.flatMap((set) => set.ids))].sort();
  if (!isDeepStrictEqual(found, expected)) {
    throw new Mismatch(`exactly these active: ${expected.join(", ")}`, found.join(", ") || "none");
  }
}

function expectInOrder(sets: readonly Selected[]): void {
  let last = 0;
  for (const { ids, elements } of sets) {
    const next = elements
      .filter((element) => element.state === "COMPLETED" && element.endedAt > last)
      .sort((a, b) => a.endedAt - b.endedAt)[0];
    if (next === undefined) throw new Mismatch(`${ids.join(" or ")} completed next`, describe(elements));
    last = next.endedAt;
  }
}

function stateOf(state: string): string {
  return state === "IS_CREATED" ? "ACTIVE" : state.replace("IS_", "");
}

function describe(elements: readonly TracedElement[]): string {
  return elements.map((element) => `${element.elementId} ${element.state}`).join(", ") || "never activated";
}

function expectEqual(what: string, expected: unknown, found: unknown): void {
  if (isDeepStrictEqual(expected, found)) return;
  throw new Mismatch(`${what} ${JSON.stringify(expected)}`, JSON.stringify(found) ?? "nothing");
}
