/** The helpers a template may call. Nothing else exists for it: no lookup, no log, no helper from outside. */

export interface HelperSignature {
  /** Positional arguments, least and most. */
  min: number;
  max: number;
  /** Opens a block (`{{#if}}…{{/if}}`). */
  block: boolean;
  /** Named arguments. */
  hash: readonly string[];
  /** What it writes, for the editor. */
  example: string;
}

const inline = (
  min: number,
  max: number,
  example: string,
  hash: readonly string[] = [],
): HelperSignature => ({ min, max, block: false, hash, example });
const block = (example: string): HelperSignature => ({ min: 1, max: 1, block: true, hash: [], example });

export const helperSignatures: ReadonlyMap<string, HelperSignature> = new Map([
  ["date", inline(1, 2, '{{date document.date}} → 2026-03-02; "minute" adds 14:05')],
  ["chineseDate", inline(1, 2, '{{chineseDate document.date}} → 2026年3月2日; "minute" adds 14时05分')],
  ["t", inline(1, 2, "{{t item.name}} → the text in the document's language")],
  ["mask", inline(1, 2, '{{mask applicant.idNumber "id-card"}} → 370783********0002')],
  ["number", inline(1, 2, "{{number form.premises.area 2}} → 1,234.50")],
  ["money", inline(1, 1, "{{money item.fee}} → 1,234.50元")],
  ["days", inline(1, 1, "{{days item.legalDays}} → 10个工作日")],
  ["join", inline(1, 2, '{{join decision.articles "；"}}')],
  ["caseNumber", inline(1, 1, "{{caseNumber case.no}} → 370783 260302 00017")],
  ["inc", inline(1, 1, "{{inc @index}} → 1, 2, 3 …")],
  ["eq", inline(2, 2, '{{#if (eq decision.content "grant")}}')],
  ["ne", inline(2, 2, '{{#if (ne item.status "REFUSED")}}')],
  ["and", inline(2, 8, "{{#if (and a b)}}")],
  ["or", inline(2, 8, "{{#if (or a b)}}")],
  ["not", inline(1, 1, "{{#if (not a)}}")],
  ["seal", inline(0, 2, '{{seal}} or {{seal document.organ.name "受理专用章"}}: the electronic seal')],
  ["if", block("{{#if applicant.agent}}…{{else}}…{{/if}}")],
  ["unless", block("{{#unless licence}}…{{/unless}}")],
  ["each", block("{{#each materials}}{{inc @index}} {{name}}{{/each}}")],
  ["with", block("{{#with item}}…{{/with}}")],
]);

/** `{{@name}}` values that exist. */
export const dataNames: ReadonlySet<string> = new Set(["root", "index", "key", "first", "last"]);

/** Names through which code could be reached in JavaScript: refused wherever they stand in a path. */
export const forbiddenNames: ReadonlySet<string> = new Set([
  "__proto__",
  "prototype",
  "constructor",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toString",
  "toLocaleString",
  "valueOf",
]);
