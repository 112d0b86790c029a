/** What is refused before an XML reader sees it: the text comes from strangers. */
import { ModelError } from "./model-error.ts";

/** Bounds of one BPMN resource. */
export interface XmlLimits {
  /** UTF-16 characters of the text. */
  readonly maxLength: number;
  readonly maxElements: number;
  readonly maxDepth: number;
}

export const XML_LIMITS: XmlLimits = { maxLength: 8_000_000, maxElements: 100_000, maxDepth: 200 };

/**
 * Refuses document types and entities (nothing outside the text is ever read), and texts beyond the limits.
 * Throws ModelError with code XML_REFUSED.
 */
export function guardXml(xml: string, resourceName: string, limits: XmlLimits = XML_LIMITS): void {
  const refuse = (rule: string, en: string, zh: string): never => {
    const fault = { elementId: "", elementType: "xml", rule, message: en, messageZh: zh };
    throw new ModelError("XML_REFUSED", resourceName, [fault]);
  };
  if (xml.length > limits.maxLength) {
    refuse(
      "xml-size",
      `is ${xml.length} characters long, at most ${limits.maxLength} are read: split the model into called processes`,
      `共 ${xml.length} 个字符，上限为 ${limits.maxLength}：请拆分为多个被调用的流程`,
    );
  }
  let elements = 0;
  let depth = 0;
  for (let at = xml.indexOf("<"); at !== -1; at = xml.indexOf("<", at)) {
    if (xml.startsWith("<!--", at)) {
      at = after(xml, "-->", at + 4);
    } else if (xml.startsWith("<![CDATA[", at)) {
      at = after(xml, "]]>", at + 9);
    } else if (xml.startsWith("<!", at)) {
      refuse(
        "xml-doctype",
        "contains a document type or entity declaration (<!…>), which is never read: remove it",
        "含有文档类型或实体声明（<!…>），系统不读取此类内容：请删除",
      );
    } else if (xml.startsWith("<?", at)) {
      at = after(xml, "?>", at + 2);
    } else {
      const end = tagEnd(xml, at);
      if (xml[at + 1] === "/") depth -= 1;
      else {
        elements += 1;
        if (xml[end - 2] !== "/") depth += 1;
      }
      if (elements > limits.maxElements) {
        refuse(
          "xml-elements",
          `has more than ${limits.maxElements} elements: split the model into called processes`,
          `元素超过 ${limits.maxElements} 个：请拆分为多个被调用的流程`,
        );
      }
      if (depth > limits.maxDepth) {
        refuse(
          "xml-depth",
          `is nested more than ${limits.maxDepth} levels deep: flatten the model`,
          `嵌套超过 ${limits.maxDepth} 层：请减少嵌套`,
        );
      }
      at = end;
    }
  }
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found === -1 ? xml.length : found + mark.length;
}

/** Position behind the `>` of the tag that starts at `at`; quoted attribute values may contain `>`. */
function tagEnd(xml: string, at: number): number {
  let quote = "";
  for (let i = at + 1; i < xml.length; i += 1) {
    const char = xml[i];
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ">") return i + 1;
  }
  return xml.length;
}
