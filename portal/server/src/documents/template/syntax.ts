/** Parses a template and says where it does not parse. The only door to Handlebars' own parser. */
import Handlebars from "handlebars";
import { fault, type Place, type TemplateFault } from "./fault.ts";
import { templateLimits } from "./limits.ts";

export type Node = hbs.AST.Node;
export type Program = hbs.AST.Program;

export function parseTemplate(source: unknown): { program: Program } | { fault: TemplateFault } {
  if (typeof source !== "string")
    return {
      fault: fault(
        "not-text",
        { line: 1, column: 1 },
        "模板必须是文本",
        "A template must be text, not an object",
      ),
    };
  if (source.length > templateLimits.sourceChars)
    return {
      fault: fault(
        "source-size",
        { line: 1, column: 1 },
        `模板超过 ${templateLimits.sourceChars} 字，请拆成片段`,
        `The template is longer than ${templateLimits.sourceChars} characters: split it into partials`,
      ),
    };
  const deep = tooDeep(source);
  if (deep)
    return {
      fault: fault(
        "depth",
        deep,
        `嵌套超过 ${templateLimits.depth} 层`,
        `Nesting deeper than ${templateLimits.depth}: use partials`,
      ),
    };
  try {
    return { program: Handlebars.parse(source) };
  } catch (error) {
    return { fault: syntaxFault(error) };
  }
}

/** Looks at nesting before the parser, whose recursion a hostile text could exhaust. */
function tooDeep(source: string): Place | null {
  let blocks = 0;
  let parens = 0;
  let line = 1;
  for (let at = 0; at < source.length; at += 1) {
    const c = source[at];
    if (c === "\n") line += 1;
    else if (c === "{" && source[at + 1] === "{") {
      const rest = source.slice(at + 2, at + 6).replace(/^[{~\s]+/, "");
      if (rest.startsWith("#")) blocks += 1;
      else if (rest.startsWith("/")) blocks = Math.max(0, blocks - 1);
      parens = 0;
      at += 1;
    } else if (c === "(") parens += 1;
    else if (c === ")") parens = Math.max(0, parens - 1);
    else if (c === "}") parens = 0;
    if (blocks > templateLimits.depth || parens > templateLimits.depth * 4) return { line, column: 1 };
  }
  return null;
}

function syntaxFault(error: unknown): TemplateFault {
  const message = error instanceof Error ? error.message : String(error);
  const line = /on line (\d+)/i.exec(message)?.[1];
  const place = / - (\d+):(\d+)/.exec(message);
  const at: Place = { line: Number(line ?? place?.[1] ?? 1), column: Number(place?.[2] ?? 0) + 1 };
  const first = message.split("\n").filter((part) => part.trim() !== "");
  const said = (first.at(-1) ?? message).replace(/ - \d+:\d+$/, "");
  return fault("syntax", at, `模板写法有误：${said}`, `The template does not parse: ${said}`);
}

export function placeOf(node: Node): Place {
  const start = node.loc?.start;
  return { line: start?.line ?? 1, column: (start?.column ?? 0) + 1 };
}
