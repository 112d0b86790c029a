/** Processes: job types, task headers, forms, called processes and decisions that a model names exist. */
import type { ExecutableElement } from "@onewindow/engine/bpmn";
import type { Content, ProcessSource } from "../content/content.ts";
import type { FaultList } from "../content/fault.ts";
import { lineOfId } from "../content/xml-place.ts";
import type { Text } from "../../platform/text.ts";
import { jobTypes, taskKinds } from "./job-types.ts";
import type { HeaderRule } from "./job-types.ts";
import { didYouMean, names, remedies, unknownName } from "./words.ts";

export function checkProcesses(content: Content, faults: FaultList): void {
  for (const source of content.processes.values())
    for (const element of source.process.elements) checkElement(content, source, element, faults);
  checkUnusedMessages(content, faults);
}

/** A message that no process sends is a warning: somebody believes that it is sent. Those of channels (`channel-…`) no process sends. */
function checkUnusedMessages(content: Content, faults: FaultList): void {
  const sent = new Set(
    [...content.processes.values()].flatMap(({ process }) =>
      process.elements.map((element) => element.job?.headers["template"]),
    ),
  );
  for (const { id, file, index } of content.messages.values())
    if (!sent.has(id) && !id.startsWith("channel-"))
      faults.warn(
        "unused-message",
        content.tables.get(file)?.place(["messages", index, "id"]) ?? { file, line: 0, column: 0 },
        { zh: `没有流程发送消息“${id}”`, en: `No process sends the message “${id}”` },
        { zh: "请删去，或在流程里用上", en: "Remove it, or send it in a process" },
      );
}

function checkElement(
  content: Content,
  source: ProcessSource,
  element: ExecutableElement,
  faults: FaultList,
): void {
  const refer = (name: string, known: Iterable<string>, what: Text): void => {
    const all = [...known];
    if (all.includes(name)) return;
    const found = unknownName(what, name);
    faults.error(
      "unknown-name",
      lineOfId(source.file, source.xml, element.id),
      { zh: `“${element.name || element.id}”：${found.zh}`, en: `“${element.id}”: ${found.en}` },
      didYouMean(name, all, remedies.correct),
    );
  };
  const form = element.userTask?.externalReference;
  if (element.userTask) {
    if (form?.static) refer(form.source, content.forms.keys(), names.form);
    refer(element.userTask.headers["kind"] ?? "", taskKinds, names.header);
    if (!element.userTask.native)
      faults.error(
        "job-user-task",
        lineOfId(source.file, source.xml, element.id),
        {
          zh: `“${element.name || element.id}”没有 <zeebe:userTask/>：它会成为无人处理的作业，不会出现在待办中`,
          en: `“${element.id}” has no <zeebe:userTask/>: it becomes a job that nobody works, and no task appears`,
        },
        {
          zh: "请在 extensionElements 中加上 <zeebe:userTask/>（Modeler：Implementation 选 Zeebe user task）",
          en: "Add <zeebe:userTask/> to its extensionElements (in the Modeler: implementation “Zeebe user task”)",
        },
      );
  }
  if (element.called?.processId.static)
    refer(element.called.processId.source, content.processes.keys(), names.process);
  if (element.decision?.decisionId.static)
    refer(element.decision.decisionId.source, content.decisions.keys(), names.decision);
  if (!element.job?.type.static) return;
  const type = element.job.type.source;
  const job = jobTypes[type];
  if (!job) return refer(type, Object.keys(jobTypes), names.job);
  for (const [header, value] of Object.entries(element.job.headers)) {
    const rule = job.headers[header];
    if (!rule) refer(header, Object.keys(job.headers), names.header);
    else checkHeader(rule, value, content, refer);
  }
  for (const header of job.required)
    if (element.job.headers[header] === undefined)
      faults.error(
        "missing-header",
        lineOfId(source.file, source.xml, element.id),
        {
          zh: `“${element.name || element.id}”缺少任务头 ${header}`,
          en: `“${element.id}”: the task header ${header} is missing`,
        },
        { zh: `${type} 需要它`, en: `${type} needs it` },
      );
}

function checkHeader(
  rule: HeaderRule,
  value: string,
  content: Content,
  refer: (name: string, known: Iterable<string>, what: Text) => void,
): void {
  if ("of" in rule) refer(value, rule.of, names.value);
  else if ("name" in rule)
    switch (rule.name) {
      case "document":
        return refer(
          value,
          content.shared.documents.map((document) => document.id),
          names.document,
        );
      case "licence":
        return refer(
          value,
          content.shared.licenceTypes.map((licence) => licence.id),
          names.licenceType,
        );
      case "message":
        return refer(value, content.messages.keys(), names.message);
      case "reason":
        return refer(
          value,
          content.shared.reasons.map((reason) => reason.id),
          names.reason,
        );
      case "decision":
        return refer(value, content.decisions.keys(), names.decision);
    }
}
