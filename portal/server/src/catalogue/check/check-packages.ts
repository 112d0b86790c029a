/** Packages: everything they name exists, codes are right, promises keep the law, every field has a reader. */
import type { Content, PackageSource } from "../content/content.ts";
import type { FaultList } from "../content/fault.ts";
import type { DataPath } from "../content/source.ts";
import type { Text } from "../../platform/text.ts";
import { checkPackageExpressions } from "./check-expressions.ts";
import { checkItems } from "./check-items.ts";
import { checkFieldProperties, checkPrefill, checkRules } from "./check-package-fields.ts";
import { ownDecisions, refer } from "./refer.ts";
import { names, remedies } from "./words.ts";

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

/** Steps of every application, beside the sections of its form. */
const OWN_PARTS = new Set(["situation", "materials", "signatures", "check"]);

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
  definition.form.sections.forEach((section, index) => {
    if (OWN_PARTS.has(section.id))
      faults.error(
        "reserved-id",
        data.place(["form", "sections", index, "id"]),
        {
          zh: `表单部分不能叫 ${section.id}：申报里已有这个名称的步骤`,
          en: `No section may be called ${section.id}: an application has a step of that name`,
        },
        { zh: "请换一个编号", en: "Choose another id" },
      );
  });
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
  definition.signers.forEach((signer, index) => {
    if (signer.signs === "all") return;
    const parts = [...definition.form.sections.map((section) => section.id), ...materials];
    signer.signs.forEach((part, n) => say(part, parts, names.signedPart, ["signers", index, "signs", n]));
  });
  for (const list of ["items", "materials", "declarations", "signers"] as const)
    checkDoubles(source, list, faults);
}

function checkDoubles(
  source: PackageSource,
  list: "items" | "materials" | "declarations" | "signers",
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
