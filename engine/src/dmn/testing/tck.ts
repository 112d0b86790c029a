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
import type { FeelValue } from "../../feel/index.ts";
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
}

/** A fixed moment, so that cases of `now()` give the same on each run: 2024-05-17T10:00:00Z. */
const NOW = Date.UTC(2024, 4, 17, 10);

/** Runs every `*test*.xml` below a folder. */
export function runTck(folder: string): TckReport {
  const report: TckReport = { total: 0, passed: 0, failures: [] };
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
      const expected = valueOf(parts(result, "expected")[0] ?? result);
      const actual = model instanceof Error ? model : evaluate(model, testCase, name, context);
      const label = `${relative(root, file)} ${testCase.attributes["id"] ?? ""} ${name}`;
      count(report, label, expected, actual);
    }
  }
}

function count(report: TckReport, label: string, expected: FeelValue, actual: FeelValue | Error): void {
  report.total++;
  if (!(actual instanceof Error) && agrees(expected, actual)) {
    report.passed++;
    return;
  }
  const text = actual instanceof Error ? `${actual.name}: ${actual.message}` : formatValue(actual);
  report.failures.push({ case: label, expected: formatValue(expected), actual: text });
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
): FeelValue | Error {
  const service = testCase.attributes["invocableName"];
  const options = { clock: () => NOW };
  try {
    if (testCase.attributes["type"] === "decisionService" && service !== undefined) {
      const result = model.evaluateService(service, context, options);
      const { output } = result;
      return isContext(output) && Object.hasOwn(output, name) ? (output[name] ?? null) : output;
    }
    return model.evaluate(name, context, options).output;
  } catch (error) {
    if (error instanceof DmnError || error instanceof FeelLimitError) return error;
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

/** Numbers agree when they are the same to the eighth digit after the point, as the kit's own runner compares. */
function agrees(expected: FeelValue, actual: FeelValue): boolean {
  if (isNumber(expected) && isNumber(actual)) {
    const [a, b] = [new Decimal(expected), new Decimal(actual)];
    return a.equals(b) || a.minus(b).abs().lessThan("0.00000001");
  }
  if (isList(expected)) {
    return (
      isList(actual) &&
      expected.length === actual.length &&
      expected.every((e, i) => agrees(e, actual[i] ?? null))
    );
  }
  if (isContext(expected)) {
    if (!isContext(actual)) return false;
    const keys = Object.keys(expected);
    if (keys.length !== Object.keys(actual).length) return false;
    return keys.every(
      (key) => Object.hasOwn(actual, key) && agrees(expected[key] ?? null, actual[key] ?? null),
    );
  }
  return equalValues(expected, actual) === true;
}
