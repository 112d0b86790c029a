/** Input and output mappings: a source, and a target that is a path of plain names. */
import type { FaultReport } from "../model-error.ts";
import { children, extension, text } from "../moddle.ts";
import type { OutlineNode } from "../outline.ts";

const PATH = /^[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*$/;
const RESERVED = new Set([
  "null",
  "true",
  "false",
  "function",
  "if",
  "then",
  "else",
  "for",
  "between",
  "instance",
  "of",
]);

export function checkMappings(node: OutlineNode, report: FaultReport): void {
  const mapping = extension(node.element, "zeebe:IoMapping");
  for (const property of ["inputParameters", "outputParameters"]) {
    const name = property === "inputParameters" ? "zeebe:input" : "zeebe:output";
    for (const parameter of children(mapping, property)) {
      const target = text(parameter, "target") ?? "";
      if ((text(parameter, "source") ?? "").trim() === "") {
        report.add(node.element, "mapping-source", {
          en: `${name} '${target}' must have a source, e.g. "=total"`,
          zh: `${name}「${target}」必须有 source，例如“=total”`,
        });
      }
      if (!PATH.test(target) || RESERVED.has(target)) {
        report.add(node.element, "mapping-target", {
          en: `the target '${target}' of ${name} must be a name or a dotted path of letters, digits and _, and no reserved word`,
          zh: `${name} 的 target「${target}」必须是由字母、数字、下划线组成的名称或点分路径，且不能是保留字`,
        });
      }
    }
  }
}
