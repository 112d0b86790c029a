/** The reference page for analysts: made of `reference-data.json` and the signatures of the built-ins. */
import { readFileSync } from "node:fs";
import { builtinSignatures, compileExpression, formatValue, isNumber } from "../index.ts";
import type { Dialect } from "../index.ts";

export type Language = "zh" | "en";
type Text = { [L in Language]: string };

export interface ReferenceExample {
  expression: string;
  /** The result as FEEL writes it. */
  value: string;
  dialect?: Dialect;
}

/** A function, or a part of the language under titles of its own. */
export type ReferenceEntry = { text: Text; examples: ReferenceExample[] } & ({ function: string } | Text);

export interface ReferenceData {
  page: { title: Text; intro: Text; signatures: Text; origin: Text; dmnOnly: Text; other: Text };
  sections: { title: Text; entries: ReferenceEntry[] }[];
}

/** Where the page of a language lies in the project. */
export function pageFile(language: Language): URL {
  const name = language === "zh" ? "reference.md" : `reference.${language}.md`;
  return new URL(`../../../../docs/feel/${name}`, import.meta.url);
}

export function readReferenceData(): ReferenceData {
  return JSON.parse(readFileSync(new URL("../reference-data.json", import.meta.url), "utf8"));
}

/** The value of an example, with the clock and the random numbers that the page tells of. */
export function exampleValue(example: ReferenceExample): string {
  const dialect = example.dialect ?? "zeebe";
  const value = compileExpression(example.expression, { dialect }).evaluate(
    {},
    { clock: () => Date.UTC(2026, 0, 15), timeZone: "Asia/Shanghai", random: () => 0.5 },
  );
  if (isNumber(value)) return formatValue(value, "dmn");
  return formatValue([value], dialect).slice(1, -1);
}

export function signaturesOf(name: string): string[] {
  return builtinSignatures.filter((signature) => signature.startsWith(`${name}(`));
}

/** The whole page in Markdown. */
export function referencePage(data: ReferenceData, language: Language): string {
  const { page } = data;
  const lines = [
    `# ${page.title[language]}`,
    page.other[language],
    page.intro[language],
    page.signatures[language],
  ];
  for (const section of data.sections) {
    lines.push(`## ${section.title[language]}`);
    for (const entry of section.entries) lines.push(...entryLines(entry, page.dmnOnly, language));
  }
  return `${[...lines, page.origin[language]].join("\n\n")}\n`;
}

function entryLines(entry: ReferenceEntry, dmnOnly: Text, language: Language): string[] {
  const isFunction = "function" in entry;
  const head = isFunction ? `### ${entry.function}()` : `### ${entry[language]}`;
  const signatures = isFunction ? [fenced("text", signaturesOf(entry.function))] : [];
  const examples = entry.examples.map(({ expression, value, dialect }) => {
    const note = dialect === "dmn" ? ` (${dmnOnly[language]})` : "";
    return `${expression}  // ${value}${note}`;
  });
  return [head, ...signatures, entry.text[language], fenced("feel", examples)];
}

function fenced(kind: string, lines: string[]): string {
  return ["```" + kind, ...lines, "```"].join("\n");
}
