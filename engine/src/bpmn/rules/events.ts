/** Which events there are, and what a message, signal or error needs. */
import type { FaultReport } from "../model-error.ts";
import { child, extensions, text } from "../moddle.ts";
import type { ModdleElement } from "../moddle.ts";
import { eventDefinitions, linkName, triggerName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

/** Kinds that each event may have; null stands for an event without definition. */
const ALLOWED: Readonly<Record<string, readonly (string | null)[]>> = {
  START_EVENT: [null, "Message", "Timer", "Signal", "Error", "Escalation", "Conditional"],
  END_EVENT: [null, "Error", "Message", "Terminate", "Signal", "Escalation", "Compensate"],
  INTERMEDIATE_CATCH_EVENT: ["Message", "Timer", "Signal", "Link", "Conditional"],
  INTERMEDIATE_THROW_EVENT: [null, "Message", "Signal", "Link", "Escalation", "Compensate"],
  BOUNDARY_EVENT: ["Message", "Timer", "Error", "Signal", "Escalation", "Compensate", "Conditional"],
};

export function checkEvents(node: OutlineNode, report: FaultReport): void {
  if (node.type === "RECEIVE_TASK") return checkMessage(node, node.element, report);
  const allowed = ALLOWED[node.type ?? ""];
  if (allowed === undefined) return;
  const definitions = eventDefinitions(node);
  if (definitions.length > 1 || (definitions.length === 0 && !allowed.includes(null))) {
    const count = allowed.includes(null) ? ["at most one", "至多有一个"] : ["exactly one", "恰有一个"];
    report.add(node.element, "event-definition-count", {
      en: `must have ${count[0]} event definition, has ${definitions.length}`,
      zh: `必须${count[1]}事件定义，现有 ${definitions.length} 个`,
    });
  }
  for (const definition of definitions) checkDefinition(node, definition, allowed, report);
  if (node.type === "END_EVENT" && node.outgoing.length > 0) {
    report.add(node.element, "end-event-outgoing", {
      en: "an end event must not have outgoing sequence flows: remove them or use an intermediate event",
      zh: "结束事件不能有流出的顺序流：请删除或改用中间事件",
    });
  }
}

function checkDefinition(
  node: OutlineNode,
  definition: ModdleElement,
  allowed: readonly (string | null)[],
  report: FaultReport,
): void {
  const trigger = triggerName(definition);
  const isProcessStart = node.type === "START_EVENT" && node.scope?.type === "PROCESS";
  const misplaced = isProcessStart && (trigger === "Error" || trigger === "Escalation");
  if (!allowed.includes(trigger) || misplaced) {
    const kinds = allowed.filter((kind) => !(isProcessStart && (kind === "Error" || kind === "Escalation")));
    report.add(node.element, "event-kind", {
      en: `a ${trigger.toLowerCase()} event is not allowed here: use one of ${kinds.map((kind) => (kind ?? "none").toLowerCase()).join(", ")}`,
      zh: `此处不允许 ${trigger} 事件：可用 ${kinds.map((kind) => kind ?? "None").join("、")}`,
    });
    return;
  }
  if (trigger === "Message") checkMessage(node, definition, report);
  if (trigger === "Signal") checkSignal(node, definition, report);
  if (trigger === "Error") checkError(node, definition, report);
  if (trigger === "Escalation") checkEscalation(node, definition, report);
  if (trigger === "Link") checkLink(node, report);
  const throwing = node.type === "END_EVENT" || node.type === "INTERMEDIATE_THROW_EVENT";
  if (trigger === "Message" && throwing) checkMessageJob(node, report);
}

/** A message is sent by a job. */
function checkMessageJob(node: OutlineNode, report: FaultReport): void {
  if (extensions(node.element, "zeebe:TaskDefinition").length === 1) return;
  report.add(node.element, "extension-missing", {
    en: "a throwing message event is done by a worker: add zeebe:taskDefinition with its type",
    zh: "抛出消息事件由作业执行：请添加带 type 的 zeebe:taskDefinition",
  });
}

function checkEscalation(node: OutlineNode, definition: ModdleElement, report: FaultReport): void {
  const code = text(child(definition, "escalationRef"), "escalationCode") ?? "";
  const throwing = node.type === "END_EVENT" || node.type === "INTERMEDIATE_THROW_EVENT";
  if (throwing && code === "") {
    report.add(node.element, "escalation-code-missing", {
      en: "must reference an escalation with an escalation code",
      zh: "必须引用带升级码的升级",
    });
  } else if (!throwing && code.startsWith("=")) {
    report.add(node.element, "escalation-code-expression", {
      en: `catches the escalation code '${code}': a catch event needs a fixed code; remove the '='`,
      zh: `捕获的升级码为「${code}」：捕获事件只能用固定升级码，请去掉“=”`,
    });
  }
}

/** Links stay within their scope: every throw event has one catch event of its name. */
function checkLink(node: OutlineNode, report: FaultReport): void {
  const name = linkName(node) ?? "";
  if (name.trim() === "") {
    report.add(node.element, "link-name-missing", {
      en: "a link event must have a link name: write the same name on the throwing and the catching event",
      zh: "链接事件必须有链接名称：抛出与捕获事件填写相同名称",
    });
    return;
  }
  const catching = (node.scope?.children ?? []).filter(
    (other) => other.type === "INTERMEDIATE_CATCH_EVENT" && linkName(other) === name,
  );
  if (node.type === "INTERMEDIATE_THROW_EVENT" && catching.length === 0) {
    report.add(node.element, "link-target-missing", {
      en: `throws the link '${name}', which no event of the same scope catches: add a link catch event with this name`,
      zh: `抛出链接「${name}」，但同一作用域中没有捕获它的事件：请添加同名的链接捕获事件`,
    });
  }
  if (catching.length > 1 && catching[0] === node) {
    report.add(node.element, "link-target-twice", {
      en: `several events catch the link '${name}': keep one`,
      zh: `多个事件捕获链接「${name}」：请只保留一个`,
    });
  }
}

function checkMessage(node: OutlineNode, owner: ModdleElement, report: FaultReport): void {
  const message = child(owner, "messageRef");
  if (message === undefined) {
    report.add(node.element, "message-missing", {
      en: "must reference a message: choose or create one",
      zh: "必须引用一个消息：请选择或新建",
    });
    return;
  }
  if ((text(message, "name") ?? "").trim() === "") {
    report.add(message, "message-name-missing", {
      en: `the message of '${text(node.element, "id") ?? ""}' must have a name`,
      zh: `「${text(node.element, "id") ?? ""}」的消息必须有名称`,
    });
  }
  const throwing = node.type === "END_EVENT" || node.type === "INTERMEDIATE_THROW_EVENT";
  const isProcessStart = node.type === "START_EVENT" && node.scope?.type === "PROCESS";
  if (throwing || isProcessStart) return;
  const subscriptions = extensions(message, "zeebe:Subscription");
  const key = text(subscriptions[0], "correlationKey") ?? "";
  if (subscriptions.length !== 1 || key.trim() === "") {
    report.add(message, "correlation-key-missing", {
      en: `the message that '${text(node.element, "id") ?? ""}' waits for must have exactly one zeebe:subscription with a correlationKey, e.g. "=itemId"`,
      zh: `「${text(node.element, "id") ?? ""}」等待的消息必须恰有一个带 correlationKey 的 zeebe:subscription，例如“=itemId”`,
    });
  }
}

function checkSignal(node: OutlineNode, definition: ModdleElement, report: FaultReport): void {
  const signal = child(definition, "signalRef");
  if (signal !== undefined && (text(signal, "name") ?? "").trim() !== "") return;
  report.add(signal ?? node.element, "signal-missing", {
    en: `'${text(node.element, "id") ?? ""}' must reference a signal that has a name`,
    zh: `「${text(node.element, "id") ?? ""}」必须引用有名称的信号`,
  });
}

function checkError(node: OutlineNode, definition: ModdleElement, report: FaultReport): void {
  const error = child(definition, "errorRef");
  const code = text(error, "errorCode") ?? "";
  if (node.type === "END_EVENT") {
    if (code !== "") return;
    report.add(node.element, "error-code-missing", {
      en: "must reference an error with an error code",
      zh: "必须引用带错误码的错误",
    });
  } else if (code.startsWith("=")) {
    report.add(node.element, "error-code-expression", {
      en: `catches the error code '${code}': a catch event needs a fixed code; remove the '='`,
      zh: `捕获的错误码为「${code}」：捕获事件只能用固定错误码，请去掉“=”`,
    });
  }
}
