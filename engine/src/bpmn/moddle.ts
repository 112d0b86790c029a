/** Reads BPMN XML with bpmn-moddle and the Zeebe extension, and gives typed access to what came out. */
import { createRequire } from "node:module";
import zeebeDescriptor from "zeebe-bpmn-moddle/resources/zeebe.json" with { type: "json" };

/** The part of bpmn-moddle that is used; the package ships no declarations, hence the typed require. */
interface ModdleModule {
  BpmnModdle: new (packages: Record<string, unknown>) => {
    fromXML(xml: string): Promise<{
      rootElement: unknown;
      warnings: { message: string; element?: unknown; property?: string; value?: string }[];
    }>;
  };
}
const { BpmnModdle } = createRequire(import.meta.url)("bpmn-moddle") as ModdleModule;

/** An element as bpmn-moddle gives it: typed by `$type`, such as `bpmn:StartEvent`. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  readonly [property: string]: unknown;
}

/** A remark of the XML reader: an unresolved reference, an unknown element, a doubled id. */
export interface ReadRemark {
  readonly message: string;
  readonly element: ModdleElement | undefined;
  readonly property: string | undefined;
  readonly value: string | undefined;
}

/** Parses the text; rejects with the reader's own Error when it is not well-formed or not BPMN. */
export async function readDefinitions(
  xml: string,
): Promise<{ definitions: ModdleElement; remarks: ReadRemark[] }> {
  const { rootElement, warnings } = await new BpmnModdle({ zeebe: zeebeDescriptor }).fromXML(xml);
  if (!isElement(rootElement)) throw new Error("no <bpmn:definitions> found");
  const remarks = warnings.map((warning) => ({
    message: warning.message,
    element: isElement(warning.element) ? warning.element : undefined,
    property: warning.property,
    value: warning.value,
  }));
  return { definitions: rootElement, remarks };
}

export function isElement(value: unknown): value is ModdleElement {
  return typeof value === "object" && value !== null && "$type" in value && typeof value.$type === "string";
}

/** A text attribute; undefined when absent. */
export function text(element: ModdleElement | undefined, property: string): string | undefined {
  const value = element?.[property];
  return typeof value === "string" ? value : undefined;
}

/** True when the attribute says so; `fallback` when it is absent. */
export function flag(element: ModdleElement | undefined, property: string, fallback: boolean): boolean {
  const value = element?.[property];
  return typeof value === "boolean" ? value : fallback;
}

export function child(element: ModdleElement | undefined, property: string): ModdleElement | undefined {
  const value = element?.[property];
  return isElement(value) ? value : undefined;
}

export function children(element: ModdleElement | undefined, property: string): ModdleElement[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The body of an expression element such as `<bpmn:timeDuration>`, trimmed. */
export function body(element: ModdleElement | undefined): string | undefined {
  return text(element, "body")?.trim();
}

/** Extension elements of one type, e.g. `zeebe:TaskDefinition`. */
export function extensions(element: ModdleElement | undefined, type: string): ModdleElement[] {
  return children(child(element, "extensionElements"), "values").filter((value) => value.$type === type);
}

export function extension(element: ModdleElement | undefined, type: string): ModdleElement | undefined {
  return extensions(element, type)[0];
}
