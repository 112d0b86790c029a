/** Instructions that act on the engine. */
import { addInterval, parseInstant, parseInterval } from "../../bpmn/timers.ts";
import { isDeepStrictEqual } from "node:util";
import type { JsonValue, Variables } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { escapeXml } from "../bpmn-xml.ts";
import {
  findActiveElement,
  findIncident,
  findInstance,
  findJob,
  findUserTask,
  modelElement,
} from "./context.ts";
import type { CaseContext } from "./context.ts";
import { Mismatch } from "./failure.ts";
import type { InstructionOf, OwnInstruction, TestInstruction } from "./instructions.ts";

type ActionType = Exclude<TestInstruction["type"], `ASSERT_${string}` | OwnInstruction["type"]>;
export type Actions = {
  readonly [T in ActionType]: (context: CaseContext, instruction: InstructionOf<T>) => Promise<void>;
};

export const actions: Actions = {
  async CREATE_PROCESS_INSTANCE({ engine }, instruction) {
    if ((instruction.startInstructions ?? []).length + (instruction.runtimeInstructions ?? []).length > 0) {
      throw new Mismatch("a start at the start event", "start or runtime instructions, not supported yet");
    }
    const bpmnProcessId = instruction.processDefinitionSelector.processDefinitionId;
    const { variables, tags } = instruction;
    await engine.createInstance({ bpmnProcessId }, variables, tags === undefined ? {} : { tags });
  },

  async COMPLETE_JOB(context, instruction) {
    const job = findJob(context, instruction.jobSelector);
    const example = instruction.useExampleData === true ? exampleOf(context, job) : undefined;
    await context.engine.completeJob(job.key, example ?? instruction.variables);
  },

  async COMPLETE_JOB_AD_HOC_SUB_PROCESS(context, instruction) {
    const { activateElements, cancelRemainingInstances, completionConditionFulfilled } = instruction;
    const { key } = findJob(context, instruction.jobSelector);
    const result = {
      activateElements,
      completionConditionFulfilled,
      cancelRemaining: cancelRemainingInstances,
    };
    await context.engine.completeJob(key, instruction.variables, result);
  },

  async COMPLETE_JOB_USER_TASK_LISTENER(context, instruction) {
    const { denied = false, deniedReason, corrections } = instruction;
    const { key } = findJob(context, instruction.jobSelector);
    await context.engine.completeJob(key, instruction.variables, { denied, deniedReason, corrections });
  },

  async EVALUATE_CONDITIONAL_START_EVENT({ engine, trace }, instruction) {
    const id = instruction.processDefinitionSelector?.processDefinitionId;
    const key = id === undefined ? undefined : trace.definitionKey(id);
    if (id !== undefined && key === undefined) throw new Mismatch(`a deployed process '${id}'`, "none");
    await engine.evaluateConditionals(instruction.variables ?? {}, { processDefinitionKey: key });
  },

  async THROW_BPMN_ERROR_FROM_JOB(context, instruction) {
    const job = findJob(context, instruction.jobSelector);
    const { errorCode, errorMessage, variables } = instruction;
    await context.engine.throwJobError(job.key, { errorCode, errorMessage, variables });
  },

  async COMPLETE_USER_TASK(context, instruction) {
    const task = findUserTask(context, instruction.userTaskSelector, true);
    const example = instruction.useExampleData === true ? exampleOf(context, task) : undefined;
    await context.engine.completeUserTask(task.key, example ?? instruction.variables);
  },

  async PUBLISH_MESSAGE({ engine }, instruction) {
    const { name, correlationKey = "", messageId, timeToLive, variables } = instruction;
    await engine.publishMessage({ name, correlationKey, messageId, timeToLiveMs: timeToLive, variables });
  },

  async CORRELATE_MESSAGE({ engine, trace }, instruction) {
    const { name, correlationKey = "", variables } = instruction;
    const { messageKey } = await engine.publishMessage({ name, correlationKey, timeToLiveMs: 0, variables });
    await engine.idle();
    const correlated = trace.records.some(
      (record) => record.intent === "CORRELATED" && String(record.value.messageKey) === messageKey,
    );
    if (!correlated) {
      throw new Mismatch(
        `the message '${name}' with key '${correlationKey}' to be correlated`,
        "nobody waits for it",
      );
    }
  },

  async BROADCAST_SIGNAL({ engine }, instruction) {
    await engine.broadcastSignal(instruction.signalName, instruction.variables);
  },

  async RESOLVE_INCIDENT(context, instruction) {
    const incident = findIncident(context, instruction.incidentSelector);
    const { engine } = context;
    if (incident.errorType === "JOB_NO_RETRIES") await engine.updateJobRetries(incident.jobKey, 1);
    await engine.resolveIncident(incident.key);
  },

  async UPDATE_VARIABLES(context, instruction) {
    const { processInstanceSelector: selector, elementSelector, variables } = instruction;
    if (elementSelector === undefined) {
      await context.engine.setVariables(findInstance(context, selector).key, variables);
      return;
    }
    const { key } = findActiveElement(context, selector, elementSelector);
    await context.engine.setVariables(key, variables, { local: true });
  },

  async SET_TIME({ clock }, { time }) {
    const at = parseInstant(time, "UTC");
    if (at === null) throw new Mismatch("an ISO 8601 instant, e.g. 2026-01-19T13:00:00Z", `'${time}'`);
    if (at < clock.now()) {
      throw new Mismatch(`a time not before ${new Date(clock.now()).toISOString()}`, `'${time}'`);
    }
    clock.set(at);
    await Promise.resolve();
  },

  async INCREASE_TIME({ clock }, { duration }) {
    const interval = parseInterval(duration);
    if (interval === null) throw new Mismatch("an ISO 8601 duration, e.g. PT1H", `'${duration}'`);
    clock.set(addInterval(clock.now(), interval));
    await Promise.resolve();
  },

  async EVALUATE_DECISION({ engine, trace }, instruction) {
    const id = instruction.decisionDefinitionSelector.decisionDefinitionId;
    const result = await engine.evaluateDecision(id, instruction.variables ?? {});
    await engine.idle();
    if (result.failure !== null) throw new Mismatch(`decision '${id}' to be evaluated`, result.failure);
    for (const one of result.evaluated)
      trace.addMatchedRules(
        one.decisionId,
        one.matchedRules.map((rule) => rule.index),
      );
    const own = result.evaluated.find((one) => one.decisionId === result.decisionId);
    const evaluation = {
      decisionId: result.decisionId,
      decisionName: result.decisionName,
      output: result.output,
      matchedRules: (own?.matchedRules ?? []).map((rule) => rule.index),
    };
    if (!isDeepStrictEqual(trace.decisions.at(-1), evaluation)) trace.decisions.push(evaluation);
  },

  async MOCK_CHILD_PROCESS({ engine }, { processDefinitionId, variables = {} }) {
    const outputs = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, feelLiteral(value)]),
    );
    const model = processModel(processDefinitionId).startEvent("start").endEvent("end", { outputs });
    await engine.deploy([{ name: `mock-${processDefinitionId}.bpmn`, content: model.toXml() }]);
  },

  async MOCK_DMN_DECISION({ engine }, { decisionDefinitionId, variables = {} }) {
    const content = mockDecision(decisionDefinitionId, variables);
    await engine.deploy([{ name: `mock-${decisionDefinitionId}.dmn`, content }]);
  },

  async MOCK_JOB_WORKER_COMPLETE_JOB(context, { jobType, variables, useExampleData }) {
    const worker = context.engine.openWorker({
      type: jobType,
      name: "mock",
      handler: (job, act) => {
        const example = useExampleData === true ? exampleOf(context, job) : undefined;
        return act.complete(example ?? variables);
      },
    });
    context.workers.push(worker);
    await Promise.resolve();
  },

  async MOCK_JOB_WORKER_THROW_BPMN_ERROR(context, { jobType, errorCode, errorMessage, variables }) {
    const worker = context.engine.openWorker({
      type: jobType,
      name: "mock",
      handler: (_job, act) => act.error({ errorCode, errorMessage, variables }),
    });
    context.workers.push(worker);
    await Promise.resolve();
  },
};

function exampleOf(context: CaseContext, at: { bpmnProcessId: string; elementId: string }): Variables {
  const example = modelElement(context, at.bpmnProcessId, at.elementId)?.exampleOutput;
  if (example != null) return example;
  throw new Mismatch(`example data at element '${at.elementId}'`, "none in the model");
}

/** JSON is FEEL, but for the escapes of texts, which are the same. */
function feelLiteral(value: JsonValue): string {
  return `=${JSON.stringify(value)}`;
}

function mockDecision(decisionId: string, variables: Variables): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="mock-${escapeXml(decisionId)}" name="mock" namespace="http://onewindow/test">
  <decision id="${escapeXml(decisionId)}" name="${escapeXml(decisionId)}">
    <variable name="${escapeXml(decisionId)}"/>
    <literalExpression><text>${escapeXml(JSON.stringify(variables))}</text></literalExpression>
  </decision>
</definitions>`;
}
