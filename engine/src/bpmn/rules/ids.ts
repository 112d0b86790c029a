/** Every node needs an id: records, incidents and screens name it. */
import type { FaultReport } from "../model-error.ts";
import { text } from "../moddle.ts";
import type { OutlineNode } from "../outline.ts";

/** Longest id that Zeebe takes. */
const MAX_LENGTH = 255;

export function checkIds(node: OutlineNode, report: FaultReport): void {
  if (node.type === "PROCESS") return;
  const id = text(node.element, "id") ?? "";
  if (id === "") {
    report.add(node.element, "missing-id", {
      en: "has no id: give the element one",
      zh: "缺少 id：请为该元素填写",
    });
  } else if (id.length > MAX_LENGTH) {
    report.add(node.element, "id-length", {
      en: `the id is ${id.length} characters long, at most ${MAX_LENGTH} are allowed: shorten it`,
      zh: `id 长度为 ${id.length} 个字符，上限 ${MAX_LENGTH}：请缩短`,
    });
  }
}
