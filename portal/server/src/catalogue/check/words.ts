import type { Text } from "../../platform/text.ts";
import { nearest } from "../content/nearest.ts";

/** “… does not exist” with what was probably meant. */
export function unknownName(what: Text, name: string): Text {
  return { zh: `没有${what.zh}“${name}”`, en: `There is no ${what.en} “${name}”` };
}

export function didYouMean(name: string, known: Iterable<string>, otherwise: Text): Text {
  const all = [...known];
  const meant = nearest(name, all);
  if (meant !== null) return { zh: `是否指“${meant}”？`, en: `Did you mean “${meant}”?` };
  if (all.length > 0 && all.length <= 12)
    return {
      zh: `可用：${all.join("、")}；${otherwise.zh}`,
      en: `Known: ${all.join(", ")}; ${otherwise.en}`,
    };
  return otherwise;
}

export const names = {
  department: { zh: "部门", en: "department" },
  licenceType: { zh: "证照类型", en: "licence type" },
  element: { zh: "照面要素", en: "element" },
  form: { zh: "表单", en: "form" },
  decision: { zh: "决策", en: "decision" },
  process: { zh: "流程", en: "process" },
  item: { zh: "事项", en: "item" },
  material: { zh: "材料", en: "material" },
  signedPart: { zh: "表单部分或材料", en: "section or material" },
  rules: { zh: "审查要点", en: "set of rules" },
  section: { zh: "表单部分", en: "section" },
  field: { zh: "字段", en: "field" },
  template: { zh: "模板", en: "template" },
  seal: { zh: "印章", en: "seal" },
  topic: { zh: "主题", en: "topic" },
  package: { zh: "服务", en: "package" },
  document: { zh: "文书种类", en: "kind of document" },
  message: { zh: "消息", en: "message" },
  reason: { zh: "原因", en: "reason" },
  job: { zh: "任务类型", en: "job type" },
  header: { zh: "任务头", en: "task header" },
  value: { zh: "取值", en: "value" },
  data: { zh: "数据", en: "data path" },
} as const satisfies Record<string, Text>;

export const remedies = {
  addFile: { zh: "请补上文件，或改正名称", en: "Add the file or correct the name" },
  correct: { zh: "请改正名称", en: "Correct the name" },
  addEntry: { zh: "请先在表里加上它", en: "Add it to its table first" },
} as const satisfies Record<string, Text>;
