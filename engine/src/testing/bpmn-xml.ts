/** Small pieces of BPMN XML for the builder. */

export type Attributes = Record<string, string | number | boolean | undefined>;

export function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** One element with its attributes; undefined attributes are left out. */
export function tag(name: string, attributes: Attributes, ...content: (string | undefined)[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
  const inner = content.filter((part) => part !== undefined && part !== "").join("");
  return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** An expression element such as `<bpmn:timeDuration>`. */
export function formal(name: string, body: string): string {
  return tag(name, { "xsi:type": "bpmn:tFormalExpression" }, escapeXml(body));
}

export function extensionElements(...content: (string | undefined)[]): string | undefined {
  const inner = content.filter((part) => part !== undefined && part !== "").join("");
  return inner === "" ? undefined : `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
}

/** The file around processes, messages, errors and signals. */
export function definitions(...content: string[]): string {
  const namespaces =
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions id="definitions" targetNamespace="http://onewindow/test" ${namespaces}>`,
    ...content,
    "</bpmn:definitions>",
    "",
  ].join("\n");
}
