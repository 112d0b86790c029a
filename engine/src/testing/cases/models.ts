/** What the deployed models say beside their behaviour: names, example data, and all that coverage counts. */
import { child, children, extension, flag, readDefinitions, text } from "../../bpmn/moddle.ts";
import type { ModdleElement } from "../../bpmn/moddle.ts";
import { outlineProcess } from "../../bpmn/outline.ts";
import type { JsonValue, Resource, Variables } from "../../port.ts";

export interface ModelElement {
  readonly id: string;
  readonly name: string;
  /** Job type as it stands in the model, "" when it has none. */
  readonly jobType: string;
  /** Variables that the analyst gave as an example of the element's result. */
  readonly exampleOutput: Variables | null;
}

export interface ProcessModel {
  readonly processId: string;
  /** File of the diagram. */
  readonly resource: string;
  readonly elements: readonly ModelElement[];
  readonly flowIds: readonly string[];
  /** Flows out of event-based gateways, with the event that each leads to: an engine takes none of them, it goes on from the event. */
  readonly eventFlows: ReadonlyMap<string, string>;
}

/** Example data of Camunda's modeler. */
const EXAMPLE_PROPERTY = "camundaModeler:exampleOutputJson";

/** All executable processes of the resources. */
export async function readProcessModels(resources: readonly Resource[]): Promise<ProcessModel[]> {
  const models: ProcessModel[] = [];
  for (const resource of resources.filter((one) => one.name.endsWith(".bpmn"))) {
    const { definitions } = await readDefinitions(resource.content);
    for (const root of children(definitions, "rootElements")) {
      if (root.$type === "bpmn:Process" && flag(root, "isExecutable", false))
        models.push(modelOf(root, resource.name));
    }
  }
  return models;
}

function modelOf(process: ModdleElement, resource: string): ProcessModel {
  const outline = outlineProcess(process);
  return {
    processId: text(process, "id") ?? "",
    resource,
    elements: outline.nodes.slice(1).map((node) => ({
      id: text(node.element, "id") ?? "",
      name: text(node.element, "name") ?? "",
      jobType: text(extension(node.element, "zeebe:TaskDefinition"), "type") ?? "",
      exampleOutput: exampleOf(node.element),
    })),
    flowIds: outline.flows.map((flow) => text(flow.element, "id") ?? ""),
    eventFlows: new Map(
      outline.flows
        .filter((flow) => child(flow.element, "sourceRef")?.$type === "bpmn:EventBasedGateway")
        .map((flow) => [text(flow.element, "id") ?? "", text(child(flow.element, "targetRef"), "id") ?? ""]),
    ),
  };
}

function exampleOf(element: ModdleElement): Variables | null {
  const properties = children(extension(element, "zeebe:Properties"), "properties");
  const example = properties.find((property) => text(property, "name") === EXAMPLE_PROPERTY);
  const source = text(example, "value");
  if (source === undefined) return null;
  const value = JSON.parse(source) as JsonValue;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}
