/** The parts of ad-hoc sub-processes, and the inner instance that each of their elements runs in. */
import { readHeadersOf } from "./elements.ts";
import type { AdHoc, AdHocElement, ExecutableElement } from "./graph.ts";
import type { ExpressionCompiler } from "./expressions.ts";
import { javaHashOrder } from "./java-hash-order.ts";
import { body, child, children, extension, flag, text } from "./moddle.ts";
import { isActivity } from "./outline.ts";
import type { OutlineNode } from "./outline.ts";

/** `inner`: index that the inner instance will have in the graph. */
export function readAdHoc(node: OutlineNode, inner: number, expressions: ExpressionCompiler): AdHoc {
  const { element } = node;
  const settings = extension(element, "zeebe:AdHoc");
  const place = "zeebe:adHoc";
  const feel = (attribute: string) =>
    expressions.optional(element, `${place} ${attribute}`, text(settings, attribute), { feelOnly: true });
  const condition = body(child(element, "completionCondition"));
  const outputCollection = text(settings, "outputCollection") ?? "";
  return {
    inner,
    elements: javaHashOrder(
      node.children.filter((one) => isActivity(one) && isFirst(one)).map(describe),
      ({ elementId }) => elementId,
    ),
    activeElementsCollection: feel("activeElementsCollection"),
    outputCollection: outputCollection === "" ? undefined : outputCollection,
    outputElement: feel("outputElement"),
    completionCondition: expressions.optional(element, "bpmn:completionCondition", condition, {
      feelOnly: true,
    }),
    cancelRemaining: flag(element, "cancelRemainingInstances", true),
  };
}

function isFirst(node: OutlineNode): boolean {
  return node.incoming.length === 0 && !flag(node.element, "isForCompensation", false);
}

function describe(node: OutlineNode): AdHocElement {
  const name = text(node.element, "name") ?? "";
  const documentation = text(children(node.element, "documentation")[0], "text") ?? "";
  const properties = readHeadersOf(extension(node.element, "zeebe:Properties"), "properties", "name");
  return {
    elementId: text(node.element, "id") ?? "",
    ...(name === "" ? {} : { elementName: name }),
    ...(documentation === "" ? {} : { documentation }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  };
}

export function innerInstance(adHoc: ExecutableElement, index: number): ExecutableElement {
  return {
    index,
    id: `${adHoc.id}#innerInstance`,
    name: "",
    type: "AD_HOC_SUB_PROCESS_INNER_INSTANCE",
    parent: adHoc.index,
    incoming: [],
    outgoing: [],
    inputs: [],
    outputs: [],
    boundaryEvents: [],
    eventSubProcesses: [],
    startEvents: [],
    ...(adHoc.inclusiveJoins === undefined ? {} : { inclusiveJoins: adHoc.inclusiveJoins }),
  };
}
