/** Runs cases in the format of the DMN Technology Compatibility Kit (https://github.com/dmn-tck/tck). */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import {
  Decimal,
  equalValues,
  FeelLimitError,
  formatValue,
  isContext,
  isList,
  isNumber,
  newContext,
  parseAtLiteral,
  parseNumber,
} from "../../feel/index.ts";
import type { FeelNumber, FeelValue, FeelWarning } from "../../feel/index.ts";
import { DmnError, readDmn } from "../index.ts";
import type { DmnModel } from "../index.ts";
import { readXml } from "../xml.ts";
import type { XmlElement } from "../xml.ts";

export interface TckFailure {
  /** Folder, case and result, e.g. `0004-lending/0004-lending-test-01.xml 001 Approval`. */
  case: string;
  expected: string;
  actual: string;
}

export interface TckReport {
  total: number;
  passed: number;
  failures: TckFailure[];
  /** Cases that passed because our number rounds (or is cut) to the digits that the case writes (eight or more after the point). */
  rounded: string[];
  /** Cases that want null of a function that does not exist here: neither passed nor failed. */
  notCounted: string[];
}

/** A fixed moment, so that cases of `now()` give the same on each run: 2024-05-17T10:00:00Z. */
const NOW = Date.UTC(2024, 4, 17, 10);

/** Runs every `*test*.xml` below a folder. */
export function runTck(folder: string): TckReport {
  const report: TckReport = { total: 0, passed: 0, failures: [], rounded: [], notCounted: [] };
  for (const file of testFiles(folder)) runFile(file, folder, report);
  return report;
}

function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return testFiles(path);
      return /test.*\.xml$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function local(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(":") + 1);
}

function parts(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((c) => local(c) === name);
}

function runFile(file: string, root: string, report: TckReport): void {
  const suite = readXml(readFileSync(file, "utf8"));
  const folder = join(file, "..");
  const modelName = parts(suite, "modelName")[0]?.text.trim() ?? "";
  const model = loadModel(folder, modelName);
  for (const testCase of parts(suite, "testCase")) {
    const context = newContext();
    for (const input of parts(testCase, "inputNode"))
      context[input.attributes["name"] ?? ""] = valueOf(input);
    for (const result of parts(testCase, "resultNode")) {
      const name = result.attributes["name"] ?? "";
      const expected = expectedOf(parts(result, "expected")[0] ?? result);
      const label = `${relative(root, file)} ${testCase.attributes["id"] ?? ""} ${name}`;
      const actual =
        model instanceof Error
          ? { value: model, unknownFunction: false }
          : evaluate(model, testCase, name, context);
      count(report, label, expected, actual);
    }
  }
}

/** What an evaluation gave, and whether it called a function that does not exist. */
interface Actual {
  value: FeelValue | Error;
  unknownFunction: boolean;
}

function count(report: TckReport, label: string, expected: Expected, actual: Actual): void {
  const { value, unknownFunction } = actual;
  if (expected === null && value === null && unknownFunction) {
    report.notCounted.push(label);
    return;
  }
  report.total++;
  const verdict = value instanceof Error ? "different" : agrees(expected, value);
  if (verdict !== "different") {
    report.passed++;
    if (verdict === "rounded") report.rounded.push(label);
    return;
  }
  const text = value instanceof Error ? `${value.name}: ${value.message}` : formatValue(value);
  report.failures.push({ case: label, expected: textOf(expected), actual: text });
}

function loadModel(folder: string, name: string): DmnModel | Error {
  const others = readdirSync(folder).filter((n) => n.endsWith(".dmn") && n !== name);
  try {
    const texts = [name, ...others].map((n) => readFileSync(join(folder, n), "utf8"));
    return readDmn(texts, { dialect: "dmn", onFault: () => undefined });
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

function evaluate(
  model: DmnModel,
  testCase: XmlElement,
  name: string,
  context: { [n: string]: FeelValue },
): Actual {
  const service = testCase.attributes["invocableName"];
  let unknownFunction = false;
  const options = {
    clock: () => NOW,
    onWarning: ({ code }: FeelWarning) => void (unknownFunction ||= code === "NO_FUNCTION_FOUND"),
  };
  const run = (): FeelValue => {
    if (testCase.attributes["type"] === "decisionService" && service !== undefined) {
      const { output } = model.evaluateService(service, context, options);
      return isContext(output) && Object.hasOwn(output, name) ? (output[name] ?? null) : output;
    }
    return model.evaluate(name, context, options).output;
  };
  try {
    const value = run();
    return { value, unknownFunction };
  } catch (error) {
    if (error instanceof DmnError || error instanceof FeelLimitError)
      return { value: error, unknownFunction };
    throw error;
  }
}

/** The value of an element with `value`, `list` or `component` children. */
function valueOf(element: XmlElement): FeelValue {
  const components = parts(element, "component");
  if (components.length > 0) {
    const context = newContext();
    for (const component of components) context[component.attributes["name"] ?? ""] = valueOf(component);
    return context;
  }
  const list = parts(element, "list")[0];
  if (list) return list.attributes["xsi:nil"] === "true" ? null : parts(list, "item").map(valueOf);
  const value = parts(element, "value")[0];
  return value ? scalarOf(value) : null;
}

function scalarOf(element: XmlElement): FeelValue {
  if (element.attributes["xsi:nil"] === "true") return null;
  const type = (element.attributes["xsi:type"] ?? "string").replace(/^.*:/, "");
  const text = element.text;
  switch (type) {
    case "boolean":
      return text.trim() === "true";
    case "decimal":
    case "double":
    case "integer":
      return parseNumber(text.trim());
    case "date":
    case "time":
    case "dateTime":
    case "duration":
      return parseAtLiteral(text.trim());
    default:
      return text;
  }
}

/** An expected value; of numbers also the digits that the case writes after the point. */
type Expected =
  | null
  | { number: FeelNumber; places: number }
  | { list: Expected[] }
  | { entries: [string, Expected][] }
  | { value: FeelValue };

function expectedOf(element: XmlElement): Expected {
  const components = parts(element, "component");
  if (components.length > 0)
    return { entries: components.map((c) => [c.attributes["name"] ?? "", expectedOf(c)]) };
  const list = parts(element, "list")[0];
  if (list && list.attributes["xsi:nil"] !== "true") return { list: parts(list, "item").map(expectedOf) };
  const value = valueOf(element);
  if (value === null) return null;
  if (!isNumber(value)) return { value };
  const text = parts(element, "value")[0]?.text.trim() ?? "";
  return { number: value, places: /[eE]/.test(text) ? 0 : (/\.(\d+)$/.exec(text)?.[1]?.length ?? 0) };
}

function textOf(expected: Expected): string {
  if (expected === null) return "null";
  if ("number" in expected) return formatValue(expected.number);
  if ("list" in expected) return `[${expected.list.map(textOf).join(", ")}]`;
  if ("entries" in expected) return `{${expected.entries.map(([k, v]) => `${k}: ${textOf(v)}`).join(", ")}}`;
  return formatValue(expected.value);
}

type Verdict = "equal" | "rounded" | "different";

/** Cases that write this many digits after the point hold a result that was cut there. */
const CUT_PLACES = 8;

/**
 * Numbers are decimals of 34 digits (DMN 1.5, 10.3.2.3.1) and agree when they are equal. A result that has no end is
 * written cut in the cases: there ours, rounded half even or cut to the digits written, must be what is written.
 */
function agrees(expected: Expected, actual: FeelValue): Verdict {
  if (expected === null) return actual === null ? "equal" : "different";
  if ("number" in expected) {
    if (!isNumber(actual)) return "different";
    const [a, b] = [new Decimal(expected.number), new Decimal(actual)];
    if (a.equals(b)) return "equal";
    if (expected.places < CUT_PLACES) return "different";
    const written = [Decimal.ROUND_HALF_EVEN, Decimal.ROUND_DOWN].map((mode) =>
      b.toDecimalPlaces(expected.places, mode),
    );
    return written.some((one) => a.equals(one)) ? "rounded" : "different";
  }
  if ("list" in expected) {
    if (!isList(actual) || expected.list.length !== actual.length) return "different";
    return worst(expected.list.map((e, i) => agrees(e, actual[i] ?? null)));
  }
  if ("entries" in expected) {
    if (!isContext(actual) || expected.entries.length !== Object.keys(actual).length) return "different";
    return worst(
      expected.entries.map(([key, e]) =>
        Object.hasOwn(actual, key) ? agrees(e, actual[key] ?? null) : "different",
      ),
    );
  }
  return equalValues(expected.value, actual) === true ? "equal" : "different";
}

function worst(verdicts: Verdict[]): Verdict {
  if (verdicts.includes("different")) return "different";
  return verdicts.includes("rounded") ? "rounded" : "equal";
}
