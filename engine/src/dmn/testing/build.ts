/** Builds small decision models for tests. */

export interface TableText {
  hitPolicy?: string;
  aggregation?: string;
  inputs: string[];
  /** Names; `name|values` gives the output values, `name||default` a default. */
  outputs: string[];
  /** Cells of inputs and outputs; a last cell beyond them is the annotation. */
  rules: string[][];
}

export interface DecisionText {
  id: string;
  name?: string;
  variable?: string;
  requires?: string[];
  knows?: string[];
  inputs?: string[];
  /** A FEEL text, a table, or the XML of any other expression. */
  logic: string | TableText | { xml: string };
}

function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const text = (value: string): string => `<text>${escape(value)}</text>`;

function table(t: TableText): string {
  const aggregation = t.aggregation ? ` aggregation="${t.aggregation}"` : "";
  const outputs = t.outputs.map((written, i) => {
    const [name = "", values = "", fallback = ""] = written.split("|");
    const allowed = values ? `<outputValues>${text(values)}</outputValues>` : "";
    const missing = fallback ? `<defaultOutputEntry>${text(fallback)}</defaultOutputEntry>` : "";
    return `<output id="o${i}" name="${escape(name)}">${allowed}${missing}</output>`;
  });
  const inputs = t.inputs.map(
    (input, i) => `<input id="i${i}"><inputExpression>${text(input)}</inputExpression></input>`,
  );
  const rules = t.rules.map((cells, r) => {
    const entries = cells.slice(0, t.inputs.length).map((c) => `<inputEntry>${text(c)}</inputEntry>`);
    const width = t.inputs.length + t.outputs.length;
    const results = cells.slice(t.inputs.length, width).map((c) => `<outputEntry>${text(c)}</outputEntry>`);
    const note = cells[width] === undefined ? "" : `<description>${escape(cells[width])}</description>`;
    return `<rule id="r${r + 1}">${note}${entries.join("")}${results.join("")}</rule>`;
  });
  return `<decisionTable id="t" hitPolicy="${t.hitPolicy ?? "UNIQUE"}"${aggregation}>${inputs.join("")}${outputs.join("")}${rules.join("")}</decisionTable>`;
}

function decision(d: DecisionText): string {
  const requirement = (kind: string, of: string) => (id: string) =>
    `<${kind}><${of} href="#${id}"/></${kind}>`;
  const requirements = [
    ...(d.requires ?? []).map(requirement("informationRequirement", "requiredDecision")),
    ...(d.inputs ?? []).map(requirement("informationRequirement", "requiredInput")),
    ...(d.knows ?? []).map(requirement("knowledgeRequirement", "requiredKnowledge")),
  ];
  const logic =
    typeof d.logic === "string"
      ? `<literalExpression id="l_${d.id}">${text(d.logic)}</literalExpression>`
      : "xml" in d.logic
        ? d.logic.xml
        : table(d.logic).replace('id="t"', `id="t_${d.id}"`);
  const variable = d.variable ? `<variable id="v_${d.id}" name="${escape(d.variable)}"/>` : "";
  return `<decision id="${d.id}" name="${escape(d.name ?? d.id)}">${variable}${requirements.join("")}${logic}</decision>`;
}

export const NAMESPACE_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/** The XML of a model; `extra` is put in as it is. */
export function buildDmn(decisions: DecisionText[], extra = "", namespace = NAMESPACE_13): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="${namespace}" id="graph" name="Graph" namespace="urn:test">\n${extra}${decisions.map(decision).join("\n")}\n</definitions>`;
}
