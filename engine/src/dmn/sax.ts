/** The streaming XML parser, with types: the package brings none. */
import { createRequire } from "node:module";

type Context = () => { line: number; column: number; data: string };
type Decode = (text: string) => string;

export interface SaxParser {
  /** Elements of these namespaces get these prefixes. */
  ns(prefixes: Record<string, string>): SaxParser;
  on(
    event: "openTag",
    listener: (name: string, attributes: () => Record<string, string>, decode: Decode) => void,
  ): void;
  on(event: "closeTag", listener: (name: string) => void): void;
  on(event: "text", listener: (value: string, decode: Decode) => void): void;
  on(event: "cdata", listener: (value: string) => void): void;
  on(event: "attention", listener: (text: string, decode: Decode, context: Context) => void): void;
  on(event: "error" | "warn", listener: (error: Error, context: Context) => void): void;
  parse(xml: string): unknown;
}

const saxen: { Parser: new () => SaxParser } = createRequire(import.meta.url)("saxen");

export function createSaxParser(): SaxParser {
  return new saxen.Parser();
}
