/** Within one scope no two events may wait for the same message, signal, error or escalation. */
import type { FaultReport } from "../model-error.ts";
import { referredName } from "../outline.ts";
import type { OutlineNode } from "../outline.ts";

/** `owner` is the scope, activity or gateway that the events belong to. */
export function checkNoDoubles(
  owner: OutlineNode,
  events: readonly OutlineNode[],
  report: FaultReport,
): void {
  for (const trigger of ["Message", "Signal"] as const) {
    const names = events.map((event) => referredName(event, trigger, "name")?.name);
    for (const name of doubled(names.filter((one) => one !== undefined && one !== ""))) {
      report.add(owner.element, "duplicate-event", {
        en: `several events wait for the same ${trigger.toLowerCase()} '${name}': keep one of them`,
        zh: `多个事件等待同一${trigger === "Message" ? "消息" : "信号"}「${name}」：请只保留一个`,
      });
    }
  }
  checkCodes(owner, events, THROWN.error, report);
  checkCodes(owner, events, THROWN.escalation, report);
}

const THROWN = {
  error: { trigger: "Error", attribute: "errorCode", rule: "several-catch-all-errors", zh: "错误" },
  escalation: {
    trigger: "Escalation",
    attribute: "escalationCode",
    rule: "several-catch-all-escalations",
    zh: "升级",
  },
} as const;

/** One event per code, and at most one without. */
function checkCodes(
  owner: OutlineNode,
  events: readonly OutlineNode[],
  thrown: (typeof THROWN)[keyof typeof THROWN],
  report: FaultReport,
): void {
  const found = events
    .map((event) => referredName(event, thrown.trigger, thrown.attribute))
    .filter((one) => one !== undefined);
  const en = thrown.trigger.toLowerCase();
  if (found.filter(({ name }) => (name ?? "") === "").length > 1) {
    report.add(owner.element, thrown.rule, {
      en: `has more than one ${en} event without code, each of which would catch all: keep one`,
      zh: `有多个不带${thrown.zh}码的${thrown.zh}事件，各自都会捕获全部：请只保留一个`,
    });
  }
  for (const code of doubled(
    found.map(({ name }) => name).filter((one) => one !== undefined && one !== ""),
  )) {
    report.add(owner.element, "duplicate-event", {
      en: `several events catch the ${en} code '${code}': keep one of them`,
      zh: `多个事件捕获同一${thrown.zh}码「${code}」：请只保留一个`,
    });
  }
}

function doubled(names: readonly (string | undefined)[]): Set<string | undefined> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}
