/** What all parts of the reader need: the text, its tree, and faults with their places. */
import { adapt, placeIn } from "./adapt.ts";
import type { Adapted } from "./adapt.ts";
import { expectedAfter, faultAt } from "./faults.ts";
import type { FeelSyntaxCode } from "../errors.ts";
import { nameTable } from "./names.ts";
import type { Dialect, NameTable, Names, SyntaxNode } from "./names.ts";
import { children } from "./nodes.ts";
import { readString } from "./strings.ts";

const MAX_SOURCE = 65_536;
const MAX_BRACKETS = 256;

/** Levels of a tree; more could overflow the host's stack. */
export const MAX_DEPTH = 700;

const tooDeep = { zh: "嵌套过深。", en: "the expression is nested too deeply." };

export interface ReadOptions {
  dialect: Dialect;
  names?: Names | undefined;
}

export class NodeReader {
  /** The text as the grammar takes it; the given one but for words that were put in. */
  readonly source: string;
  private readonly given: string;
  private readonly adapted: Adapted;
  readonly options: ReadOptions;
  readonly table: NameTable;

  constructor(source: string, options: ReadOptions) {
    this.given = source;
    this.options = options;
    this.table = nameTable(options.names, options.dialect);
    if (source.length > MAX_SOURCE) {
      throw faultAt(source, MAX_SOURCE, "TOO_LONG", {
        zh: `表达式超过 ${MAX_SOURCE} 个字符，请拆分。`,
        en: `the text is longer than ${MAX_SOURCE} characters; split it.`,
      });
    }
    let open = 0;
    for (let i = 0; i < source.length; i++) {
      const ch = source.charCodeAt(i);
      if (ch === 40 || ch === 91 || ch === 123) open++;
      else if (ch === 41 || ch === 93 || ch === 125) open--;
      if (open > MAX_BRACKETS) throw faultAt(source, i, "TOO_DEEP", tooDeep);
    }
    this.adapted = adapt(source, options.dialect);
    this.source = this.adapted.source;
  }

  tree(top: "Expression" | "UnaryTests"): SyntaxNode {
    const parser = top === "Expression" ? this.table.expressions : this.table.unaryTests;
    let tree;
    try {
      tree = parser.parse(this.adapted.parsed);
    } catch {
      throw faultAt(this.given, 0, "SYNTAX", { zh: "无法解析。", en: "the text cannot be parsed." });
    }
    const cursor = tree.cursor();
    do {
      if (cursor.type.isError) throw this.fault(cursor.node);
    } while (cursor.next());
    return tree.topNode;
  }

  fault(node: SyntaxNode): Error {
    if (this.source.trim() === "") {
      return faultAt(this.given, 0, "EMPTY", { zh: "表达式为空。", en: "the expression is empty." }, [
        "an expression",
      ]);
    }
    const found = this.source.slice(node.from, Math.max(node.to, node.from + 1)).trim();
    const reason = found
      ? { zh: `这里不能出现“${found}”。`, en: `"${found}" cannot stand here.` }
      : { zh: "表达式不完整。", en: "the expression is incomplete." };
    return this.faultAt(node.from, "SYNTAX", reason, expectedAfter(this.source.slice(0, node.from)));
  }

  /** The error for an offset of the tree. */
  faultAt(at: number, code: FeelSyntaxCode, reason: { zh: string; en: string }, expected?: string[]): Error {
    return faultAt(this.given, placeIn(this.adapted, at), code, reason, expected);
  }

  /** Whether the `?` there was put in and not written. */
  isInserted(node: SyntaxNode): boolean {
    return this.adapted.inserted.includes(node.from);
  }

  tooDeep(at: number): Error {
    return this.faultAt(at, "TOO_DEEP", tooDeep);
  }

  single(node: SyntaxNode): SyntaxNode {
    const first = children(node)[0];
    if (!first) throw this.fault(node);
    return first;
  }

  text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  at(parts: SyntaxNode[], index: number, parent: SyntaxNode): SyntaxNode {
    const part = parts[index];
    if (!part) throw this.fault(parent);
    return part;
  }

  /** The text of a name; known names keep their spelling, others lose doubled blanks. */
  nameText(node: SyntaxNode): string {
    const raw = this.text(node);
    if (raw.startsWith("`")) return raw.slice(1, -1);
    if (raw.startsWith('"')) return readString(raw, this.options.dialect);
    if (/^[\p{L}\p{N}_?]+$/u.test(raw)) return raw;
    return this.table.spelling(raw) ?? raw.replace(/\s+/g, " ").trim();
  }
}
