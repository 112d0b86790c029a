/** Where in a model something stands, and how it refuses what is wrong there. */
import { DmnError } from "./errors.ts";
import type { DmnErrorCode } from "./errors.ts";
import type { XmlElement } from "./xml.ts";

/** A path of names through the model, e.g. `decision "Fee" (fee), rule 3, input 2`. */
export class Place {
  readonly path: string;
  readonly element: XmlElement;

  constructor(path: string, element: XmlElement) {
    this.path = path;
    this.element = element;
  }

  get pathZh(): string {
    return pathInChinese(this.path);
  }

  /** A part of this place. */
  in(part: string, element: XmlElement): Place {
    return new Place(this.path ? `${this.path}, ${part}` : part, element);
  }

  error(code: DmnErrorCode, reason: { zh: string; en: string }, cause?: unknown): DmnError {
    const { line, column } = this.element;
    return new DmnError(
      code,
      { element: this.path, elementZh: this.pathZh, line, column },
      reason,
      cause === undefined ? undefined : { cause },
    );
  }
}

const chinese: Record<string, string> = {
  decision: "决策",
  inputData: "输入数据",
  businessKnowledgeModel: "业务知识",
  decisionService: "决策服务",
  itemDefinition: "类型",
  itemComponent: "成分",
  "called function": "被调用的函数",
  rule: "规则",
  row: "行",
  entry: "条目",
  binding: "绑定",
  input: "输入",
  output: "输出",
};

/** The same path for Chinese readers; names and ids stay as they are. */
export function pathInChinese(path: string): string {
  const words = Object.keys(chinese).join("|");
  return path
    .replace(new RegExp(`"[^"]*"|\\([^)]*\\)|\\b(?:${words})\\b`, "g"), (found) => chinese[found] ?? found)
    .replaceAll(", ", "，");
}

/** `decision "Fee" (fee)` */
export function describe(element: XmlElement): string {
  const { name, id } = element.attributes;
  return [element.name, name ? `"${name}"` : "", id ? `(${id})` : ""].filter(Boolean).join(" ");
}
