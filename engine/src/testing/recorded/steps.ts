/** Short words for writing scenarios: each gives one instruction. */
import type { Resource, Variables } from "../../port.ts";
import { toXml } from "../bpmn-builder.ts";
import type { ProcessBuilder } from "../bpmn-builder.ts";
import type { InstructionOf, TestInstruction } from "../cases/instructions.ts";
import type { Scenario } from "./scenario.ts";

type Given<T extends TestInstruction["type"]> = Omit<InstructionOf<T>, "type">;

/** A scenario of processes in one file. */
export function scenario(
  name: string,
  process: ProcessBuilder | ProcessBuilder[],
  instructions: readonly TestInstruction[],
  ...beside: Resource[]
): Scenario {
  return { name, resources: [model(...[process].flat()), ...beside], instructions };
}

/** Processes as one file. */
export function model(...processes: ProcessBuilder[]): Resource {
  return { name: "model.bpmn", content: toXml(...processes) };
}

export function start(processDefinitionId = "p", variables?: Variables): TestInstruction {
  return {
    type: "CREATE_PROCESS_INSTANCE",
    processDefinitionSelector: { processDefinitionId },
    ...(variables === undefined ? {} : { variables }),
  };
}

/** Completes the first open job of the type, or the one of the given number. */
export function job(jobType = "x", variables?: Variables, number?: number): TestInstruction {
  return {
    type: "COMPLETE_JOB",
    jobSelector: number === undefined ? { jobType } : { jobType, number },
    ...(variables === undefined ? {} : { variables }),
  };
}

export function endedJob(jobType = "x"): TestInstruction {
  return { type: "COMPLETE_JOB", jobSelector: { jobType, ended: true } };
}

export function throwError(
  errorCode: string,
  variables?: Variables,
  jobType = "x",
  errorMessage = "told",
): TestInstruction {
  return {
    type: "THROW_BPMN_ERROR_FROM_JOB",
    jobSelector: { jobType },
    errorCode,
    errorMessage,
    ...(variables === undefined ? {} : { variables }),
  };
}

export function failJob(options: Partial<Given<"FAIL_JOB">> = {}, jobType = "x"): TestInstruction {
  return { type: "FAIL_JOB", jobSelector: { jobType }, retries: 0, errorMessage: "broken", ...options };
}

export function retries(count: number, jobType = "x"): TestInstruction {
  return { type: "UPDATE_JOB_RETRIES", jobSelector: { jobType }, retries: count };
}

export function activate(jobType = "x", maxJobs = 1, timeout = 60_000): TestInstruction {
  return { type: "ACTIVATE_JOBS", jobType, maxJobs, timeout };
}

export function task(elementId = "t", variables?: Variables): TestInstruction {
  return {
    type: "COMPLETE_USER_TASK",
    userTaskSelector: { elementId },
    ...(variables === undefined ? {} : { variables }),
  };
}

export function publish(
  name = "m",
  correlationKey = "1",
  options: Omit<Partial<Given<"PUBLISH_MESSAGE">>, "name" | "correlationKey"> = {},
): TestInstruction {
  return { type: "PUBLISH_MESSAGE", name, correlationKey, ...options };
}

export function signal(signalName = "sig", variables?: Variables): TestInstruction {
  return { type: "BROADCAST_SIGNAL", signalName, ...(variables === undefined ? {} : { variables }) };
}

export function wait(duration: string): TestInstruction {
  return { type: "INCREASE_TIME", duration };
}

export function cancel(processDefinitionId = "p", number?: number): TestInstruction {
  const processInstanceSelector =
    number === undefined ? { processDefinitionId } : { processDefinitionId, number };
  return { type: "CANCEL_PROCESS_INSTANCE", processInstanceSelector };
}

/** Resolves the first open incident; a job's gets a retry before. */
export function resolve(elementId?: string): TestInstruction {
  return { type: "RESOLVE_INCIDENT", incidentSelector: elementId === undefined ? {} : { elementId } };
}

/** Sets variables of the instance, or of the first active instance of an element. */
export function set(
  variables: Variables,
  options: { process?: string; element?: string; local?: boolean } = {},
): TestInstruction {
  const { process = "p", element, local } = options;
  return {
    type: "SET_VARIABLES",
    processInstanceSelector: { processDefinitionId: process },
    ...(element === undefined ? {} : { elementSelector: { elementId: element } }),
    variables,
    ...(local === undefined ? {} : { local }),
  };
}

export function deploy(...resourceNames: string[]): TestInstruction {
  return { type: "DEPLOY", resourceNames };
}
