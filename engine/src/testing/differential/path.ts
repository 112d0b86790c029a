/** Draws a path through a process: instructions, each of which can be carried out when its turn comes. */
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { Resource, Variables } from "../../port.ts";
import type { CaseContext } from "../cases/context.ts";
import { Mismatch } from "../cases/failure.ts";
import type { TestInstruction } from "../cases/instructions.ts";
import { readProcessModels } from "../cases/models.ts";
import { dispatch } from "../cases/run.ts";
import { RejectionError } from "../../port.ts";
import type { Plan } from "../random/plan.ts";
import { randomFrom } from "../random/drive.ts";
import { createTestClock } from "../test-clock.ts";
import { Trace } from "../trace.ts";
import type { TracedJob } from "../trace.ts";

/** Longer paths end with the cancellation of the instance. */
const MAX_STEPS = 40;
const MAX_IDLE_HOURS = 6;

/** The instructions of a path; our engine runs it while it is drawn. */
export async function drawPath(
  plan: Plan,
  resources: readonly Resource[],
  seed: number,
): Promise<TestInstruction[]> {
  const random = randomFrom(seed);
  const clock = createTestClock();
  const engine = await createEmbeddedEngine({ inMemory: true, clock });
  const trace = Trace.follow(engine);
  const models = await readProcessModels(resources);
  const context: CaseContext = { engine, clock, trace, models, workers: [] };
  const path: TestInstruction[] = [];
  const take = async (instruction: TestInstruction): Promise<void> => {
    path.push(instruction);
    await dispatch(context, instruction).catch((error: unknown) => {
      if (!(error instanceof RejectionError || error instanceof Mismatch)) throw error;
    });
    await engine.idle();
  };
  try {
    await engine.deploy([...resources]);
    await take({
      type: "CREATE_PROCESS_INSTANCE",
      processDefinitionSelector: { processDefinitionId: "main" },
      variables: plan.variables,
    });
    for (let idleHours = 0; path.length < MAX_STEPS;) {
      if (trace.processInstances("main").every((one) => one.state !== "ACTIVE")) return path;
      const choices = possible(trace, plan, random);
      const choice = choices[Math.floor(random() * choices.length)];
      if (choice !== undefined) await take(choice());
      else if (idleHours < MAX_IDLE_HOURS) {
        idleHours += 1;
        await take(HOUR);
      } else break;
    }
    await take(CANCEL);
    return path;
  } finally {
    await trace.close();
    await engine.close();
  }
}

const HOUR: TestInstruction = { type: "INCREASE_TIME", duration: "PT1H" };
const CANCEL: TestInstruction = {
  type: "CANCEL_PROCESS_INSTANCE",
  processInstanceSelector: { processDefinitionId: "main" },
};

type Choice = () => TestInstruction;

/** What may come next. Only then is anything drawn for it, so that a path hangs together when a process shrinks. */
function possible(trace: Trace, plan: Plan, random: () => number): Choice[] {
  const choices: Choice[] = [];
  const incidents = [...trace.incidents.values()].filter(({ open }) => open);
  for (const { elementId, bpmnProcessId } of incidents) {
    const incidentSelector = { elementId, processDefinitionId: bpmnProcessId };
    choices.push(() => ({ type: random() < 0.9 ? "RESOLVE_INCIDENT" : "RETRY_INCIDENT", incidentSelector }));
  }
  const jobs = [...trace.jobs.values()].filter(({ open }) => open);
  for (const job of jobs) {
    if (incidents.some(({ jobKey }) => jobKey === job.key) && random() < 0.9) continue;
    choices.push(() => jobStep(jobs, job, plan, random));
  }
  for (const { elementId, state } of trace.userTasks.values()) {
    if (state !== "CREATED") continue;
    const userTaskSelector = { elementId };
    choices.push(() =>
      random() < 0.1
        ? { type: "ASSIGN_USER_TASK", userTaskSelector, assignee: "li" }
        : { type: "COMPLETE_USER_TASK", userTaskSelector, variables: someVariables(random) },
    );
  }
  for (const { waiting, messageName, correlationKey } of trace.subscriptions) {
    if (!waiting) continue;
    choices.push(() => ({
      type: "PUBLISH_MESSAGE",
      name: messageName,
      correlationKey,
      timeToLive: 0,
      variables: someVariables(random),
    }));
  }
  if (choices.length === 0) return choices;
  const rare = random();
  if (rare < 0.04) choices.push(() => HOUR);
  else if (rare < 0.07) {
    choices.push(() => ({
      type: "SET_VARIABLES",
      processInstanceSelector: { processDefinitionId: "main" },
      variables: someVariables(random),
    }));
  } else if (rare < 0.08) choices.push(() => CANCEL);
  return choices;
}

function jobStep(
  open: readonly TracedJob[],
  { key, type: jobType, elementId, bpmnProcessId }: TracedJob,
  plan: Plan,
  random: () => number,
): TestInstruction {
  const alike = open.filter((one) => one.elementId === elementId && one.type === jobType);
  const number = alike.findIndex((one) => one.key === key) + 1;
  const jobSelector = { jobType, elementId, processDefinitionId: bpmnProcessId, number };
  const drawn = random();
  if (drawn < (plan.throwing.has(elementId) ? 0.7 : 0.03)) {
    const variables = someVariables(random);
    return {
      type: "THROW_BPMN_ERROR_FROM_JOB",
      jobSelector,
      errorCode: "FAILED",
      errorMessage: "told",
      variables,
    };
  }
  if (drawn > 0.88) {
    return { type: "FAIL_JOB", jobSelector, retries: random() < 0.6 ? 0 : 1, errorMessage: "not this time" };
  }
  return { type: "COMPLETE_JOB", jobSelector, variables: someVariables(random) };
}

function someVariables(random: () => number): Variables {
  const drawn = random();
  if (drawn < 0.5) return {};
  if (drawn < 0.8) return { result: Math.floor(random() * 100) };
  return { result: `r${Math.floor(random() * 100)}`, other: null };
}
