/** Within one scope no two events may wait for the same message, signal or error. */
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
  const errors = events
    .map((event) => referredName(event, "Error", "errorCode"))
    .filter((one) => one !== undefined);
  if (errors.filter((error) => (error.name ?? "") === "").length > 1) {
    report.add(owner.element, "several-catch-all-errors", {
      en: "has more than one error event without code, each of which would catch all errors: keep one",
      zh: "有多个不带错误码的错误事件，各自都会捕获所有错误：请只保留一个",
    });
  }
  for (const code of doubled(
    errors.map((error) => error.name).filter((one) => one !== undefined && one !== ""),
  )) {
    report.add(owner.element, "duplicate-event", {
      en: `several events catch the error code '${code}': keep one of them`,
      zh: `多个事件捕获同一错误码「${code}」：请只保留一个`,
    });
  }
}

function doubled(names: readonly (string | undefined)[]): Set<string | undefined> {
  return new Set(names.filter((name, index) => names.indexOf(name) !== index));
}
