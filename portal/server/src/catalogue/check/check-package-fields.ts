/** What a package reads of its forms: prefill, readers of fields, review rules, outputs of decisions. */
import { componentTypes, fieldsOf } from "@onewindow/forms";
import type { Content, DecisionSource, PackageSource } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import type { Text } from "../../platform/text.ts";
import { checkPath } from "./check-expressions.ts";
import { at } from "./check-forms.ts";
import { knownData } from "./fields.ts";
import { ownDecisions, refer } from "./refer.ts";
import { names, remedies } from "./words.ts";

export function checkPrefill(content: Content, source: PackageSource, faults: FaultList): void {
  const data = knownData(content, source);
  source.definition.form.prefill.forEach((entry, index) => {
    const place = (key: string): Place => source.data.place(["form", "prefill", index, key]);
    checkPath(entry.field.split("."), data, place("field"), faults);
    if (entry.from === "licence") {
      const type = content.shared.licenceTypes.find((one) => one.id === entry.type);
      if (!type)
        refer(
          entry.type ?? "",
          content.shared.licenceTypes.map((one) => one.id),
          names.licenceType,
          place("type"),
          faults,
        );
      else
        refer(
          entry.element ?? "",
          type.elements.map((element) => element.id),
          names.element,
          place("element"),
          faults,
        );
    } else if (entry.from === "answer" || entry.from === "register")
      checkPath((entry.value ?? "").split("."), data, place("value"), faults);
  });
}

/** `usedBy`, `why`, `provesBy`; a field that nobody reads is a warning. */
export function checkFieldProperties(content: Content, source: PackageSource, faults: FaultList): void {
  const items = source.definition.items.map((item) => item.id);
  const materials = source.definition.materials.map((material) => material.id);
  for (const section of source.definition.form.sections) {
    const form = content.forms.get(`${source.folder}/${section.form}`);
    if (!form) continue;
    const places = new Map<string, string>();
    walk(form.definition.components, "components", places);
    for (const { path, component } of fieldsOf(form.definition)) {
      const here = places.get(path) ?? "";
      const { usedBy = [], why = {}, provesBy } = component.properties ?? {};
      usedBy.forEach((item, n) =>
        refer(item, items, names.item, at(form, `${here}.properties.usedBy[${n}]`), faults),
      );
      for (const item of Object.keys(why))
        refer(item, usedBy, names.item, at(form, `${here}.properties.why.${item}`), faults);
      if (provesBy !== undefined)
        refer(provesBy, materials, names.material, at(form, `${here}.properties.provesBy`), faults);
      if (usedBy.length === 0)
        faults.warn(
          "unread-field",
          at(form, here),
          {
            zh: `没有事项读取字段 ${section.id}.${path}`,
            en: `No item reads the field ${section.id}.${path}`,
          },
          {
            zh: "请在 usedBy 里写明，或删去这个字段（行政许可法第三十一条：不得要求无关材料）",
            en: "Name its readers in usedBy, or remove the field (art. 31: nothing unrelated may be asked)",
          },
        );
    }
  }
}

type Component = { type: string; key: string; components?: unknown; columns?: unknown };

function walk(components: readonly unknown[], place: string, places: Map<string, string>, prefix = ""): void {
  components.forEach((entry, index) => {
    const component = entry as Component;
    const here = `${place}[${index}]`;
    const kind = componentTypes[component.type];
    const layout = kind === "layout" || kind === "text";
    if (!layout) places.set(prefix + component.key, here);
    const inner =
      kind === "rows"
        ? `${prefix}${component.key}[].`
        : kind === "object"
          ? `${prefix}${component.key}.`
          : prefix;
    if (Array.isArray(component.components)) walk(component.components, `${here}.components`, places, inner);
    if (Array.isArray(component.columns))
      component.columns.forEach((column: { components?: unknown }, n) => {
        if (Array.isArray(column.components))
          walk(column.components, `${here}.columns[${n}].components`, places, inner);
      });
  });
}

/** Rules and decisions that explain themselves name rules and items of the package. */
export function checkRules(content: Content, source: PackageSource, faults: FaultList): void {
  const { definition, data, folder } = source;
  const known = knownData(content, source);
  const materials = definition.materials.map((material) => material.id);
  for (const [key, set] of Object.entries(definition.rules)) {
    refer(
      set.decision,
      ownDecisions(content, folder),
      names.decision,
      data.place(["rules", key, "decision"]),
      faults,
      remedies.addFile,
    );
    set.rules.forEach((rule, index) => {
      const here = ["rules", key, "rules", index] as const;
      if (rule.field !== null)
        checkPath(rule.field.split("."), known, data.place([...here, "field"]), faults);
      if (rule.material !== null)
        refer(rule.material, materials, names.material, data.place([...here, "material"]), faults);
    });
    const decision = content.decisions.get(set.decision);
    if (decision)
      checkOutputs(
        decision,
        "rule",
        set.rules.map((rule) => rule.id),
        names.rules,
        faults,
      );
  }
  const situation = content.decisions.get(definition.questionnaire.decision);
  if (situation)
    checkOutputs(
      situation,
      "id",
      definition.items.map((item) => item.id),
      names.item,
      faults,
    );
}

/** Texts in one output column must be among the known names. */
function checkOutputs(
  decision: DecisionSource,
  column: string,
  known: string[],
  what: Text,
  faults: FaultList,
): void {
  for (const { owner, table } of decision.model.tables) {
    const index = table.outputs.findIndex((output) => output.name === column);
    if (index < 0) continue;
    for (const expression of decision.model.expressions) {
      if (expression.owner !== owner || expression.kind !== "outputEntry") continue;
      if (!expression.place.endsWith(`output ${index + 1}`)) continue;
      const text = /^\s*"([^"]*)"\s*$/.exec(expression.compiled.source)?.[1];
      if (text !== undefined)
        refer(text, known, what, { file: decision.file, line: expression.line, column: 1 }, faults);
    }
  }
}
