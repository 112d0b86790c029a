/** Reads XML into a tree of the elements of DMN. Document types and entities are refused, sizes bounded. */
import { createSaxParser } from "./sax.ts";
import { DmnError } from "./errors.ts";

export interface XmlElement {
  /** Local name; elements of other namespaces keep their prefix (`dmndi:DMNShape`). */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** The text directly inside, entities resolved. */
  text: string;
  readonly line: number;
  readonly column: number;
}

/** The namespaces of DMN 1.1 to 1.5. */
export const dmnNamespaces: Readonly<Record<string, string>> = {
  "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "dmn",
  "http://www.omg.org/spec/DMN/20151101/dmn11.xsd": "dmn",
  "http://www.omg.org/spec/DMN/20180521/MODEL/": "dmn",
  "http://www.omg.org/spec/DMN/20191111/MODEL/": "dmn",
  "https://www.omg.org/spec/DMN/20191111/MODEL/": "dmn",
  "https://www.omg.org/spec/DMN/20211108/MODEL/": "dmn",
  "https://www.omg.org/spec/DMN/20230324/MODEL/": "dmn",
};

/** Of version tags. */
const ZEEBE = "http://camunda.org/schema/zeebe/1.0";

const MAX_LENGTH = 20_000_000;
const MAX_ELEMENTS = 500_000;
const MAX_DEPTH = 200;

/** @throws DmnError for XML that is not well-formed, has a document type, or is too large */
export function readXml(xml: string): XmlElement {
  if (xml.length > MAX_LENGTH) throw tooLarge(`${MAX_LENGTH} characters`, `${MAX_LENGTH} 个字符`);
  const parser = createSaxParser().ns({ ...dmnNamespaces, [ZEEBE]: "zeebe" });
  const root: XmlElement = { name: "#document", attributes: {}, children: [], text: "", line: 0, column: 0 };
  const stack: XmlElement[] = [root];
  const tags = new TagPositions(xml);
  let count = 0;
  let failure: DmnError | null = null;
  const fail = (error: DmnError): void => {
    failure ??= error;
  };
  const top = (): XmlElement => stack[stack.length - 1] ?? root;

  parser.on("openTag", (name, attributes, decode) => {
    if (failure) return;
    if (++count > MAX_ELEMENTS) fail(tooLarge(`${MAX_ELEMENTS} elements`, `${MAX_ELEMENTS} 个元素`));
    if (stack.length > MAX_DEPTH) fail(tooLarge(`${MAX_DEPTH} nested elements`, `${MAX_DEPTH} 层元素`));
    const { line, column } = tags.next();
    const decoded: Record<string, string> = Object.create(null);
    for (const [key, value] of Object.entries(attributes())) decoded[key] = decode(value);
    const local = name.startsWith("dmn:") ? name.slice(4) : name.includes(":") ? name : `:${name}`;
    const element: XmlElement = {
      name: local,
      attributes: decoded,
      children: [],
      text: "",
      line,
      column,
    };
    top().children.push(element);
    stack.push(element);
  });
  parser.on("closeTag", () => {
    stack.pop();
  });
  parser.on("text", (value, decode) => {
    top().text += decode(value);
  });
  parser.on("cdata", (value) => {
    top().text += value;
  });
  parser.on("attention", (_, __, context) => {
    fail(
      new DmnError(
        "DOCTYPE",
        { element: "DMN", line: context().line + 1 },
        {
          zh: "不接受 DOCTYPE 与实体声明，请删除。",
          en: "document types and entities are refused; remove the declaration.",
        },
      ),
    );
  });
  parser.on("error", (error, context) => fail(malformed(error.message, context().line + 1)));
  parser.on("warn", (error, context) => fail(malformed(error.message, context().line + 1)));
  parser.parse(xml);
  if (failure) throw failure as DmnError;
  const [first] = root.children;
  if (!first) throw malformed("no element found", 1);
  return first;
}

/** Finds the opening tags one after another, in one pass over the text (the parser would count lines anew for each). */
class TagPositions {
  private readonly xml: string;
  private at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(xml: string) {
    this.xml = xml;
  }

  /** The 1-based place of the next opening tag. */
  next(): { line: number; column: number } {
    const { xml } = this;
    let open = xml.indexOf("<", this.at);
    while (open >= 0) {
      const skip = this.skipOther(open);
      if (skip === null) break;
      open = xml.indexOf("<", skip);
    }
    const tag = Math.max(open, 0);
    for (
      let i = xml.indexOf("\n", this.lineStart);
      i >= 0 && i < tag;
      i = xml.indexOf("\n", this.lineStart)
    ) {
      this.line++;
      this.lineStart = i + 1;
    }
    this.at = this.tagEnd(tag);
    return { line: this.line, column: tag - this.lineStart + 1 };
  }

  /** The end of a comment, CDATA, instruction, declaration or closing tag; null for an opening tag. */
  private skipOther(open: number): number | null {
    const { xml } = this;
    const end = (mark: string): number => {
      const found = xml.indexOf(mark, open);
      return found < 0 ? xml.length : found + mark.length;
    };
    if (xml.startsWith("<!--", open)) return end("-->");
    if (xml.startsWith("<![CDATA[", open)) return end("]]>");
    if (xml.startsWith("<?", open)) return end("?>");
    return xml[open + 1] === "!" || xml[open + 1] === "/" ? end(">") : null;
  }

  private tagEnd(open: number): number {
    let quote = "";
    for (let i = open; i < this.xml.length; i++) {
      const ch = this.xml[i] as string;
      if (quote) {
        if (ch === quote) quote = "";
      } else if (ch === '"' || ch === "'") quote = ch;
      else if (ch === ">") return i + 1;
    }
    return this.xml.length;
  }
}

function malformed(reason: string, line: number): DmnError {
  return new DmnError(
    "XML",
    { element: "DMN", line },
    { zh: `XML 格式有误（${reason}）。`, en: `the XML is not well-formed (${reason}).` },
  );
}

function tooLarge(en: string, zh: string): DmnError {
  return new DmnError(
    "LIMIT",
    { element: "DMN" },
    { zh: `文件超过 ${zh}。`, en: `the file has more than ${en}.` },
  );
}

/** The first child of a name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((c) => c.name === name);
}

/** All children of a name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((c) => c.name === name);
}

/** The trimmed text of the child `<text>` (or of the named one); undefined when absent. */
export function textOf(element: XmlElement | undefined, name = "text"): string | undefined {
  const holder = element && child(element, name);
  return holder && holder.text.trim();
}

/** The type of an element: attribute in DMN 1.2 and later, child element in DMN 1.1 and in item definitions. */
export function typeRefOf(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  return element.attributes["typeRef"] ?? textOf(element, "typeRef");
}
