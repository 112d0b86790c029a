/** Items of a package: codes with check characters, promises that keep the law, order without circles. */
import { readItemCode } from "../codes.ts";
import type { CodeProblem } from "../codes.ts";
import type { Content, PackageSource } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import type { Text } from "../../platform/text.ts";

export function checkItems(content: Content, source: PackageSource, faults: FaultList): void {
  source.definition.items.forEach((item, index) => {
    const place = (...path: string[]): Place => source.data.place(["items", index, ...path]);
    const code = readItemCode(item.code);
    const department = content.shared.departments.find((one) => one.id === item.department);
    if (typeof code === "string") faults.error("item-code", place("code"), ...codeFault(code, item.code));
    else {
      if (department && code.organ !== department.uscc)
        faults.error(
          "item-code-organ",
          place("code"),
          {
            zh: `编码前 18 位 ${code.organ} 不是${department.name.zh}的信用代码`,
            en: `The first 18 characters ${code.organ} are not the code of ${department.name.en}`,
          },
          { zh: `应为 ${department.uscc}`, en: `Write ${department.uscc}` },
        );
      if (code.kind !== item.kind)
        faults.error(
          "item-code-kind",
          place("kind"),
          {
            zh: `事项类型 ${item.kind} 与编码中的 ${code.kind} 不同`,
            en: `The kind ${item.kind} differs from ${code.kind} in the code`,
          },
          { zh: "两者要一致", en: "Make them the same" },
        );
    }
    if (item.limits && item.limits.promised.days > item.limits.legal.days)
      faults.error(
        "promise-over-law",
        place("limits", "promised"),
        { zh: "承诺时限长于法定时限", en: "The promise is longer than the law allows" },
        {
          zh: `至多 ${item.limits.legal.days} 个工作日`,
          en: `At most ${item.limits.legal.days} working days`,
        },
      );
    if (item.process === "standard-item" && (!item.review || !item.limits || item.acceptance === "none"))
      faults.error(
        "standard-item",
        place("process"),
        {
          zh: "标准事项要有 review、limits 和 acceptance",
          en: "A standard item needs review, limits and acceptance",
        },
        { zh: "请补上", en: "Add them" },
      );
    if (item.optional && !item.condition)
      faults.error(
        "no-condition",
        place("optional"),
        { zh: "可选事项要说明什么情况下办", en: "An optional item must say when it is needed" },
        { zh: "请补上 condition", en: "Add `condition`" },
      );
    if (waitsForItself(source, item.id))
      faults.error(
        "after-circle",
        place("after"),
        { zh: `事项 ${item.id} 的前置事项成环`, en: `Item ${item.id} waits for itself` },
        { zh: "请改正 after", en: "Correct `after`" },
      );
  });
}

function codeFault(problem: CodeProblem, code: string): [Text, Text] {
  const said: Record<CodeProblem, [Text, Text]> = {
    length: [
      { zh: `实施编码有 ${code.length} 位`, en: `The item code has ${code.length} characters` },
      {
        zh: "应为 31 位：18 位信用代码、1 位层级、12 位基本编码",
        en: "It has 31: credit code 18, level 1, basic code 12",
      },
    ],
    "credit-code": [
      {
        zh: `信用代码 ${code.slice(0, 18)} 校验位不对`,
        en: `The credit code ${code.slice(0, 18)} fails its check`,
      },
      { zh: "请核对前 18 位", en: "Check the first 18 characters" },
    ],
    level: [
      { zh: "行使层级不对", en: "The level is wrong" },
      { zh: "第 19 位为 1 至 6，县级为 4", en: "Character 19 is 1 to 6; 4 for a county" },
    ],
    basic: [
      { zh: "基本编码不是 12 位数字", en: "The basic code is not 12 digits" },
      { zh: "请核对后 12 位", en: "Check the last 12 characters" },
    ],
    kind: [
      { zh: "没有这种事项类型", en: "There is no such kind of item" },
      { zh: "类型为 01 至 10 或 20", en: "Kinds are 01 to 10 and 20" },
    ],
  };
  return said[problem];
}

function waitsForItself(source: PackageSource, id: string): boolean {
  const after = new Map(source.definition.items.map((item) => [item.id, item.after]));
  const seen = new Set<string>();
  const visit = (at: string): boolean =>
    (after.get(at) ?? []).some((next) => next === id || (!seen.has(next) && (seen.add(next), visit(next))));
  return visit(id);
}
