/** Packages: everything they name exists, codes are right, promises keep the law, every field has a reader. */
import { componentTypes, fieldsOf } from "@onewindow/forms";
import { readItemCode } from "../codes.ts";
import type { CodeProblem } from "../codes.ts";
import type { Content, DecisionSource, PackageSource } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import type { DataPath } from "../content/source.ts";
import type { Text } from "../../platform/text.ts";
import { checkPackageExpressions, checkPath } from "./check-expressions.ts";
import { at } from "./check-forms.ts";
import { knownData } from "./fields.ts";
import { didYouMean, names, remedies, unknownName } from "./words.ts";

export function checkPackages(content: Content, faults: FaultList): void {
  for (const source of content.packages.values()) {
    checkReferences(content, source, faults);
    checkItems(content, source, faults);
    checkPackageExpressions(content, source, faults);
    checkPrefill(content, source, faults);
    checkFieldProperties(content, source, faults);
    checkRules(content, source, faults);
  }
}

/** Reports a name that is not among the known ones. */
function refer(
  name: string,
  known: Iterable<string>,
  what: Text,
  place: Place,
  faults: FaultList,
  remedy: Text = remedies.correct,
): void {
  const all = [...known];
  if (!all.includes(name))
    faults.error("unknown-name", place, unknownName(what, name), didYouMean(name, all, remedy));
}

function checkReferences(content: Content, source: PackageSource, faults: FaultList): void {
  const { definition, data, folder } = source;
  const departments = content.shared.departments.map((department) => department.id);
  const items = definition.items.map((item) => item.id);
  const materials = definition.materials.map((material) => material.id);
  const licences = content.shared.licenceTypes.map((type) => type.id);
  const forms = [...content.forms.keys()]
    .filter((id) => id.startsWith(`${folder}/`))
    .map((id) => id.slice(folder.length + 1));
  const say = (name: string, known: Iterable<string>, what: Text, path: DataPath, remedy?: Text): void =>
    refer(name, known, what, data.place(path), faults, remedy);

  say(definition.lead, departments, names.department, ["lead"]);
  say(definition.process, content.processes.keys(), names.process, ["process"], remedies.addFile);
  say(
    definition.topic,
    content.shared.home.topics.map((topic) => topic.id),
    names.topic,
    ["topic"],
  );
  say(definition.questionnaire.form, forms, names.form, ["questionnaire", "form"], remedies.addFile);
  say(
    definition.questionnaire.decision,
    ownDecisions(content, folder),
    names.decision,
    ["questionnaire", "decision"],
    remedies.addFile,
  );
  definition.form.sections.forEach((section, index) =>
    say(section.form, forms, names.form, ["form", "sections", index, "form"], remedies.addFile),
  );
  definition.items.forEach((item, index) => {
    const here = ["items", index] as const;
    say(item.department, departments, names.department, [...here, "department"]);
    say(item.process, content.processes.keys(), names.process, [...here, "process"], remedies.addFile);
    item.after.forEach((other, n) =>
      say(
        other,
        items.filter((one) => one !== item.id),
        names.item,
        [...here, "after", n],
      ),
    );
    if (item.licence !== undefined)
      say(item.licence, licences, names.licenceType, [...here, "licence"], remedies.addEntry);
    if (item.result)
      say(
        item.result.licence,
        licences,
        names.licenceType,
        [...here, "result", "licence"],
        remedies.addEntry,
      );
    if (item.review) {
      say(
        item.review.decision,
        ownDecisions(content, folder),
        names.decision,
        [...here, "review", "decision"],
        remedies.addFile,
      );
      if (item.review.rules !== undefined)
        say(item.review.rules, Object.keys(definition.rules), names.rules, [...here, "review", "rules"]);
    }
    item.undertaking?.replaces.forEach((material, n) =>
      say(material, materials, names.material, [...here, "undertaking", "replaces", n]),
    );
    for (const [kind, other] of Object.entries(item.documents ?? {}))
      say(
        other,
        content.shared.documents.map((document) => document.id),
        names.document,
        [...here, "documents", kind],
        remedies.addEntry,
      );
  });
  definition.materials.forEach((material, index) => {
    const here = ["materials", index] as const;
    material.usedBy.forEach((item, n) => say(item, items, names.item, [...here, "usedBy", n]));
    const from = material.source;
    if (typeof from !== "object") return;
    if ("licence" in from)
      say(from.licence, licences, names.licenceType, [...here, "source", "licence"], remedies.addEntry);
    if ("item" in from) say(from.item, items, names.item, [...here, "source", "item"]);
    if ("department" in from)
      say(from.department, departments, names.department, [...here, "source", "department"]);
  });
  for (const list of ["items", "materials", "declarations"] as const) checkDoubles(source, list, faults);
}

function ownDecisions(content: Content, folder: string): string[] {
  return [...content.decisions]
    .filter(([, decision]) => decision.folder === folder || decision.folder === "shared")
    .map(([id]) => id);
}

function checkDoubles(
  source: PackageSource,
  list: "items" | "materials" | "declarations",
  faults: FaultList,
): void {
  const seen = new Set<string>();
  source.definition[list].forEach((entry, index) => {
    if (seen.has(entry.id))
      faults.error(
        "double-id",
        source.data.place([list, index, "id"]),
        { zh: `编号 ${entry.id} 重复`, en: `The id ${entry.id} stands twice` },
        { zh: "请换一个编号", en: "Choose another id" },
      );
    seen.add(entry.id);
  });
}

function checkItems(content: Content, source: PackageSource, faults: FaultList): void {
  source.definition.items.forEach((item, index) => {
    const place = (...path: string[]): Place => source.data.place(["items", index, ...path]);
    const code = readItemCode(item.code);
    const department = content.shared.departments.find((one) => one.id === item.department);
    if (typeof code === "string") faults.error("item-code", place("code"), ...codeFault(code, item.code));
    else {
      if (department && code.organ !== department.uscc)
        faults.error(
          "item-code-organ",
          place("code"),
          {
            zh: `编码前 18 位 ${code.organ} 不是${department.name.zh}的信用代码`,
            en: `The first 18 characters ${code.organ} are not the code of ${department.name.en}`,
          },
          { zh: `应为 ${department.uscc}`, en: `Write ${department.uscc}` },
        );
      if (code.kind !== item.kind)
        faults.error(
          "item-code-kind",
          place("kind"),
          {
            zh: `事项类型 ${item.kind} 与编码中的 ${code.kind} 不同`,
            en: `The kind ${item.kind} differs from ${code.kind} in the code`,
          },
          { zh: "两者要一致", en: "Make them the same" },
        );
    }
    if (item.limits && item.limits.promised.days > item.limits.legal.days)
      faults.error(
        "promise-over-law",
        place("limits", "promised"),
        { zh: "承诺时限长于法定时限", en: "The promise is longer than the law allows" },
        {
          zh: `至多 ${item.limits.legal.days} 个工作日`,
          en: `At most ${item.limits.legal.days} working days`,
        },
      );
    if (item.process === "standard-item" && (!item.review || !item.limits || item.acceptance === "none"))
      faults.error(
        "standard-item",
        place("process"),
        {
          zh: "标准事项要有 review、limits 和 acceptance",
          en: "A standard item needs review, limits and acceptance",
        },
        { zh: "请补上", en: "Add them" },
      );
    if (item.optional && !item.condition)
      faults.error(
        "no-condition",
        place("optional"),
        { zh: "可选事项要说明什么情况下办", en: "An optional item must say when it is needed" },
        { zh: "请补上 condition", en: "Add `condition`" },
      );
    if (waitsForItself(source, item.id))
      faults.error(
        "after-circle",
        place("after"),
        { zh: `事项 ${item.id} 的前置事项成环`, en: `Item ${item.id} waits for itself` },
        { zh: "请改正 after", en: "Correct `after`" },
      );
  });
}

function codeFault(problem: CodeProblem, code: string): [Text, Text] {
  const said: Record<CodeProblem, [Text, Text]> = {
    length: [
      { zh: `实施编码有 ${code.length} 位`, en: `The item code has ${code.length} characters` },
      {
        zh: "应为 31 位：18 位信用代码、1 位层级、12 位基本编码",
        en: "It has 31: credit code 18, level 1, basic code 12",
      },
    ],
    "credit-code": [
      {
        zh: `信用代码 ${code.slice(0, 18)} 校验位不对`,
        en: `The credit code ${code.slice(0, 18)} fails its check`,
      },
      { zh: "请核对前 18 位", en: "Check the first 18 characters" },
    ],
    level: [
      { zh: "行使层级不对", en: "The level is wrong" },
      { zh: "第 19 位为 1 至 6，县级为 4", en: "Character 19 is 1 to 6; 4 for a county" },
    ],
    basic: [
      { zh: "基本编码不是 12 位数字", en: "The basic code is not 12 digits" },
      { zh: "请核对后 12 位", en: "Check the last 12 characters" },
    ],
    kind: [
      { zh: "没有这种事项类型", en: "There is no such kind of item" },
      { zh: "类型为 01 至 10 或 20", en: "Kinds are 01 to 10 and 20" },
    ],
  };
  return said[problem];
}

function waitsForItself(source: PackageSource, id: string): boolean {
  const after = new Map(source.definition.items.map((item) => [item.id, item.after]));
  const seen = new Set<string>();
  const visit = (at: string): boolean =>
    (after.get(at) ?? []).some((next) => next === id || (!seen.has(next) && (seen.add(next), visit(next))));
  return visit(id);
}

function checkPrefill(content: Content, source: PackageSource, faults: FaultList): void {
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
function checkFieldProperties(content: Content, source: PackageSource, faults: FaultList): void {
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
function checkRules(content: Content, source: PackageSource, faults: FaultList): void {
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
