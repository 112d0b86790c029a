/** Reads a test-case file and refuses what the format does not have, naming the place. */
import type { OwnInstruction, TestCase, TestInstruction } from "./instructions.ts";

/** A test-case file that is not in the format. */
export class TestCaseError extends Error {
  readonly code = "TEST_CASE_INVALID";
  readonly fileName: string;
  /** JSON path of the fault, e.g. `testCases[0].instructions[2].state`. */
  readonly path: string;
  readonly messageZh: string;
  constructor(fileName: string, path: string, en: string, zh: string) {
    super(`${fileName}: ${path} ${en}`);
    this.name = "TestCaseError";
    this.fileName = fileName;
    this.path = path;
    this.messageZh = `${fileName}：${path} ${zh}`;
  }
}

type Kind = "text" | "number" | "flag" | "object" | "list" | "any" | readonly string[];
type Fields = Readonly<Record<string, Kind>>;

const ELEMENT_STATES = ["IS_ACTIVE", "IS_COMPLETED", "IS_TERMINATED"];

/** Ours, beyond the format. */
const OWN_INSTRUCTIONS: Readonly<Record<OwnInstruction["type"], Fields>> = {
  DEPLOY: { resourceNames: "list" },
  CANCEL_PROCESS_INSTANCE: { processInstanceSelector: "object" },
  ACTIVATE_JOBS: { jobType: "text", "maxJobs?": "number", "timeout?": "number" },
  FAIL_JOB: {
    jobSelector: "object",
    retries: "number",
    "errorMessage?": "text",
    "retryBackoff?": "number",
    "variables?": "object",
  },
  UPDATE_JOB_RETRIES: { jobSelector: "object", retries: "number" },
  UPDATE_JOB_TIMEOUT: { jobSelector: "object", timeout: "number" },
  ASSIGN_USER_TASK: { userTaskSelector: "object", assignee: "text" },
  CLAIM_USER_TASK: { userTaskSelector: "object", assignee: "text" },
  UNASSIGN_USER_TASK: { userTaskSelector: "object" },
  UPDATE_USER_TASK: { userTaskSelector: "object", changes: "object" },
  SET_VARIABLES: {
    processInstanceSelector: "object",
    variables: "object",
    "elementSelector?": "object",
    "local?": "flag",
  },
  RETRY_INCIDENT: { incidentSelector: "object" },
  DELETE_RESOURCE: {
    "processDefinitionId?": "text",
    "version?": "number",
    "decisionRequirementsId?": "text",
    "formId?": "text",
    "resourceId?": "text",
    "resourceKey?": "text",
  },
  MIGRATE_PROCESS_INSTANCE: { processInstanceSelector: "object", target: "object", mappings: "list" },
};

/** Fields of each instruction; a name ending in `?` may be absent. */
const INSTRUCTIONS: Readonly<Record<TestInstruction["type"], Fields>> = {
  CREATE_PROCESS_INSTANCE: {
    processDefinitionSelector: "object",
    "variables?": "object",
    "tags?": "list",
    "startInstructions?": "list",
    "runtimeInstructions?": "list",
  },
  COMPLETE_JOB: { jobSelector: "object", "variables?": "object", "useExampleData?": "flag" },
  COMPLETE_JOB_AD_HOC_SUB_PROCESS: {
    jobSelector: "object",
    "variables?": "object",
    "activateElements?": "list",
    "cancelRemainingInstances?": "flag",
    "completionConditionFulfilled?": "flag",
  },
  COMPLETE_JOB_USER_TASK_LISTENER: {
    jobSelector: "object",
    "variables?": "object",
    "denied?": "flag",
    "deniedReason?": "text",
    "corrections?": "object",
  },
  EVALUATE_CONDITIONAL_START_EVENT: { "variables?": "object", "processDefinitionSelector?": "object" },
  THROW_BPMN_ERROR_FROM_JOB: {
    jobSelector: "object",
    errorCode: "text",
    "errorMessage?": "text",
    "variables?": "object",
  },
  COMPLETE_USER_TASK: { userTaskSelector: "object", "variables?": "object", "useExampleData?": "flag" },
  PUBLISH_MESSAGE: {
    name: "text",
    "correlationKey?": "text",
    "variables?": "object",
    "timeToLive?": "number",
    "messageId?": "text",
  },
  CORRELATE_MESSAGE: { name: "text", "correlationKey?": "text", "variables?": "object" },
  BROADCAST_SIGNAL: { signalName: "text", "variables?": "object" },
  RESOLVE_INCIDENT: { incidentSelector: "object" },
  UPDATE_VARIABLES: {
    processInstanceSelector: "object",
    variables: "object",
    "elementSelector?": "object",
  },
  SET_TIME: { time: "text" },
  INCREASE_TIME: { duration: "text" },
  EVALUATE_DECISION: { decisionDefinitionSelector: "object", "variables?": "object" },
  MOCK_CHILD_PROCESS: { processDefinitionId: "text", "variables?": "object" },
  MOCK_DMN_DECISION: { decisionDefinitionId: "text", "variables?": "object" },
  MOCK_JOB_WORKER_COMPLETE_JOB: { jobType: "text", "variables?": "object", "useExampleData?": "flag" },
  MOCK_JOB_WORKER_THROW_BPMN_ERROR: {
    jobType: "text",
    errorCode: "text",
    "errorMessage?": "text",
    "variables?": "object",
  },
  ASSERT_PROCESS_INSTANCE: {
    processInstanceSelector: "object",
    "state?": [...ELEMENT_STATES, "IS_CREATED"],
    "hasActiveIncidents?": "flag",
  },
  ASSERT_ELEMENT_INSTANCE: {
    processInstanceSelector: "object",
    elementSelector: "object",
    state: ELEMENT_STATES,
    "amount?": "number",
  },
  ASSERT_ELEMENT_INSTANCES: {
    processInstanceSelector: "object",
    elementSelectors: "list",
    state: [
      ...ELEMENT_STATES,
      "IS_NOT_ACTIVE",
      "IS_NOT_ACTIVATED",
      "IS_ACTIVE_EXACTLY",
      "IS_COMPLETED_IN_ORDER",
    ],
  },
  ASSERT_VARIABLES: {
    processInstanceSelector: "object",
    "elementSelector?": "object",
    "variableNames?": "list",
    "variables?": "object",
  },
  ASSERT_USER_TASK: {
    userTaskSelector: "object",
    "state?": ["IS_CREATED", "IS_COMPLETED", "IS_CANCELED", "IS_FAILED"],
    "assignee?": "text",
    "candidateGroups?": "list",
    "priority?": "number",
    "elementId?": "text",
    "name?": "text",
    "dueDate?": "text",
    "followUpDate?": "text",
  },
  ASSERT_DECISION: {
    decisionSelector: "object",
    "output?": "any",
    "matchedRules?": "list",
    "notMatchedRules?": "list",
    "noMatchedRules?": "flag",
  },
  ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION: {
    processInstanceSelector: "object",
    messageSelector: "object",
    state: ["IS_WAITING", "IS_NOT_WAITING", "IS_CORRELATED"],
  },
  ...OWN_INSTRUCTIONS,
};

/** In the format, but nothing this engine can do; each with the way out. */
const UNSUPPORTED: Readonly<Record<string, { en: string; zh: string }>> = {
  ASSERT_VARIABLE: {
    en: "needs a language model as judge: compare with ASSERT_VARIABLES",
    zh: "需要语言模型评判：请改用 ASSERT_VARIABLES",
  },
};

/** Selectors must name at least one of these. */
const SELECTORS: Readonly<Record<string, readonly string[]>> = {
  processDefinitionSelector: ["processDefinitionId"],
  processInstanceSelector: ["processDefinitionId", "number"],
  decisionDefinitionSelector: ["decisionDefinitionId"],
  elementSelector: ["elementId", "elementName"],
  jobSelector: ["jobType", "elementId", "processDefinitionId", "ended", "number"],
  userTaskSelector: ["elementId", "taskName", "processDefinitionId", "ended"],
  incidentSelector: ["elementId", "processDefinitionId"],
  decisionSelector: ["decisionDefinitionId", "decisionDefinitionName"],
  messageSelector: ["messageName", "correlationKey"],
};

/** The cases of one file. Throws TestCaseError. */
export function readTestCases(text: string, fileName: string): TestCase[] {
  const fail = (path: string, en: string, zh: string): never => {
    throw new TestCaseError(fileName, path, en, zh);
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    fail("$", `is not JSON (${reason}): correct the file`, `不是 JSON（${reason}）：请改正文件`);
  }
  const cases = isObject(parsed) ? parsed.testCases : undefined;
  if (!Array.isArray(cases)) {
    return fail("testCases", "must be a list of test cases", "必须是测试用例列表");
  }
  return cases.map((testCase: unknown, index) => readCase(testCase, `testCases[${index}]`, fail));
}

type Fail = (path: string, en: string, zh: string) => never;

function readCase(value: unknown, path: string, fail: Fail): TestCase {
  if (!isObject(value)) return fail(path, "must be an object", "必须是对象");
  const { name, description, instructions } = value;
  if (typeof name !== "string") return fail(`${path}.name`, "must be a text", "必须是文本");
  if (!Array.isArray(instructions)) return fail(`${path}.instructions`, "must be a list", "必须是列表");
  const read = instructions.map((instruction: unknown, index) =>
    readInstruction(instruction, `${path}.instructions[${index}]`, fail),
  );
  return { name, description: typeof description === "string" ? description : undefined, instructions: read };
}

function readInstruction(value: unknown, path: string, fail: Fail): TestInstruction {
  if (!isObject(value)) return fail(path, "must be an object", "必须是对象");
  const type = String(value.type);
  const unsupported = UNSUPPORTED[type];
  if (unsupported !== undefined) return fail(path, `${type} ${unsupported.en}`, `${type} ${unsupported.zh}`);
  if (!isInstructionType(type)) {
    const known = Object.keys(INSTRUCTIONS).join(", ");
    return fail(`${path}.type`, `'${type}' is none of ${known}`, `「${type}」不是以下之一：${known}`);
  }
  const fields = INSTRUCTIONS[type];
  for (const [field, kind] of Object.entries(fields)) checkField(value, field, kind, path, fail);
  for (const field of Object.keys(value)) {
    if (field === "type" || field in fields || `${field}?` in fields) continue;
    fail(`${path}.${field}`, `is not a field of ${type}: remove it`, `不是 ${type} 的字段：请删除`);
  }
  // Checked field by field above.
  return value as unknown as TestInstruction;
}

function checkField(owner: JsonObject, field: string, kind: Kind, path: string, fail: Fail): void {
  const optional = field.endsWith("?");
  const name = optional ? field.slice(0, -1) : field;
  const value = owner[name];
  const place = `${path}.${name}`;
  if (value === undefined) {
    if (!optional) fail(place, "is missing: add it", "缺失：请补充");
    return;
  }
  if (typeof kind !== "string") {
    if (kind.includes(String(value))) return;
    fail(place, `must be one of ${kind.join(", ")}`, `必须是以下之一：${kind.join("、")}`);
  } else if (!isKind(value, kind)) fail(place, `must be a ${kind}`, `类型必须是 ${kind}`);
  const wanted = SELECTORS[name];
  if (wanted === undefined || !isObject(value)) return;
  const given = Object.keys(value);
  if (given.length > 0 && given.every((key) => wanted.includes(key))) return;
  fail(place, `must select by ${wanted.join(" or ")}`, `必须用 ${wanted.join(" 或 ")} 选择`);
}

function isKind(value: unknown, kind: string): boolean {
  if (kind === "any") return true;
  if (kind === "text") return typeof value === "string";
  if (kind === "number") return typeof value === "number";
  if (kind === "flag") return typeof value === "boolean";
  return kind === "list" ? Array.isArray(value) : isObject(value);
}

interface JsonObject {
  [key: string]: unknown;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInstructionType(type: string): type is TestInstruction["type"] {
  return type in INSTRUCTIONS;
}
