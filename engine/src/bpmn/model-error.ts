/** Why a model is refused: all its faults at once, each with its element, its rule and its remedy. */
import type { ModelFault } from "./graph.ts";
import { text } from "./moddle.ts";
import type { ModdleElement } from "./moddle.ts";

export type ModelErrorCode = "XML_REFUSED" | "XML_MALFORMED" | "MODEL_INVALID";

/** The refusal of a whole resource: nothing of it is deployed. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly resourceName: string;
  readonly faults: readonly ModelFault[];
  readonly messageZh: string;
  constructor(code: ModelErrorCode, resourceName: string, faults: readonly ModelFault[]) {
    super(`${resourceName}: ${faults.map((fault) => describe(fault, fault.message)).join("; ")}`);
    this.name = "ModelError";
    this.code = code;
    this.resourceName = resourceName;
    this.faults = faults;
    this.messageZh = `${resourceName}：${faults.map((fault) => describe(fault, fault.messageZh)).join("；")}`;
  }
}

/** A remark that does not hinder execution, such as a diagram shape without an element. */
export interface ModelWarning {
  readonly elementId: string;
  readonly message: string;
}

/** A text in both languages of the product. */
export interface BothLanguages {
  readonly en: string;
  readonly zh: string;
}

/** Collects the faults of one resource while its rules run. */
export class FaultReport {
  readonly faults: ModelFault[] = [];

  add(element: ModdleElement, rule: string, message: BothLanguages): void {
    this.addFor(elementName(element), element.$type, rule, message);
  }

  addFor(elementId: string, elementType: string, rule: string, message: BothLanguages): void {
    this.faults.push({ elementId, elementType, rule, message: message.en, messageZh: message.zh });
  }
}

/** The id; of an element without one, the nearest parent's, so that it can be found. */
export function elementName(element: ModdleElement): string {
  for (let at: ModdleElement | undefined = element; at !== undefined; at = at.$parent) {
    const id = text(at, "id");
    if (id !== undefined && id !== "") return id;
  }
  return "";
}

function describe(fault: ModelFault, message: string): string {
  const place = fault.elementId === "" ? fault.elementType : `${fault.elementType} '${fault.elementId}'`;
  return `${place} [${fault.rule}] ${message}`;
}
