/** Decision tables: rules that overlap, are missing, are never reached or stand twice. */
import { analyzeTable } from "@onewindow/engine/dmn";
import type { TableFinding } from "@onewindow/engine/dmn";
import type { Content } from "../content/content.ts";
import type { FaultList } from "../content/fault.ts";
import { lineOfId } from "../content/xml-place.ts";
import type { Text } from "../../platform/text.ts";

const remedies: Readonly<Record<TableFinding["kind"], Text>> = {
  overlap: {
    zh: "请收窄其中一条规则的条件，或改用别的命中策略",
    en: "Narrow the conditions of one of the rules, or use another hit policy",
  },
  gap: {
    zh: "请补上规则，或写明默认输出、输入的允许值",
    en: "Add a rule, or state a default output or the allowed values of the input",
  },
  unreachable: {
    zh: "请删去这条规则，或改正条件和次序",
    en: "Remove the rule, or correct its conditions or its place",
  },
  duplicate: { zh: "请删去其中一条", en: "Remove one of them" },
};

/** What is a fault under the table's hit policy is a warning: the decision still runs. */
export function checkTables(content: Content, faults: FaultList): void {
  for (const [id, { file, xml, model }] of content.decisions)
    for (const { owner, table } of model.tables) {
      if (owner !== id) continue;
      for (const { kind, severity, rules, message } of analyzeTable(table).findings) {
        if (severity !== "fault") continue;
        const rule = rules.at(-1);
        const at = rule === undefined ? id : (table.rules[rule - 1]?.id ?? id);
        faults.warn(
          `table-${kind}`,
          lineOfId(file, xml, at),
          { zh: `决策“${id}”：${message.zh}`, en: `Decision “${id}”: ${message.en}` },
          remedies[kind],
        );
      }
    }
}
