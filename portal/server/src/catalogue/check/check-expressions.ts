/** FEEL in YAML, and what decisions read: every expression compiles, every field that is read exists. */
import { compileExpression, FeelSyntaxError } from "@onewindow/engine/feel";
import type { Content, PackageSource } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import { placeAt } from "../content/xml-place.ts";
import { knownData, lookUp } from "./fields.ts";
import type { KnownData } from "./fields.ts";
import { names, remedies, unknownName } from "./words.ts";

/** Compiles one expression; answers the paths it reads, null when it is wrong. */
export function compileAt(source: string, place: Place, faults: FaultList): string[][] | null {
  try {
    return compileExpression(source).variables;
  } catch (error) {
    if (!(error instanceof FeelSyntaxError)) throw error;
    faults.error(
      "feel",
      place,
      { zh: `表达式有误：${error.messageZh}`, en: `Wrong expression: ${error.message}` },
      { zh: "请改正表达式（不用写等号开头）", en: "Correct the expression (without a leading =)" },
    );
    return null;
  }
}

export function checkPath(path: readonly string[], data: KnownData, place: Place, faults: FaultList): void {
  const found = lookUp(path, data);
  if (found.known) return;
  faults.error(
    "unknown-field",
    place,
    unknownName(names.data, path.join(".")),
    found.meant === null
      ? remedies.correct
      : { zh: `是否指“${found.meant}”？`, en: `Did you mean “${found.meant}”?` },
  );
}

/** Every FEEL text of package.yaml, with its place. */
export function packageExpressions(source: PackageSource): { text: string; place: Place }[] {
  const { definition, data } = source;
  const found: { text: string; place: Place }[] = [];
  definition.form.sections.forEach((section, index) => {
    if (section.when !== undefined)
      found.push({ text: section.when, place: data.place(["form", "sections", index, "when"]) });
  });
  for (const [name, text] of Object.entries(definition.applicant))
    if (text !== undefined) found.push({ text, place: data.place(["applicant", name]) });
  definition.signers.forEach((signer, index) => {
    const here = ["signers", index] as const;
    found.push({ text: signer.when, place: data.place([...here, "when"]) });
    for (const key of ["name", "phone"] as const) {
      const text = signer.person[key];
      if (text !== undefined) found.push({ text, place: data.place([...here, "person", key]) });
    }
  });
  definition.items.forEach((item, index) => {
    if (item.undertaking?.when !== undefined)
      found.push({ text: item.undertaking.when, place: data.place(["items", index, "undertaking", "when"]) });
  });
  definition.materials.forEach((material, index) => {
    if (typeof material.need === "object")
      found.push({ text: material.need.when, place: data.place(["materials", index, "need", "when"]) });
  });
  return found;
}

export function checkPackageExpressions(content: Content, source: PackageSource, faults: FaultList): void {
  const data = knownData(content, source);
  for (const { text, place } of packageExpressions(source))
    for (const path of compileAt(text, place, faults) ?? []) checkPath(path, data, place, faults);
}

/** Decisions of a package read fields of the package only. */
export function checkDecisions(content: Content, faults: FaultList): void {
  for (const [id, decision] of content.decisions) {
    const source = content.packages.get(decision.folder);
    if (!source) continue;
    const data = knownData(content, source);
    for (const path of decision.model.requiredVariables(id))
      checkPath(path, data, readPlace(decision.file, decision.xml, id, path), faults);
  }
}

/** The first line, from the decision on, that names the path. */
function readPlace(file: string, xml: string, decisionId: string, path: readonly string[]): Place {
  const start = Math.max(0, xml.indexOf(`<decision id="${decisionId}"`));
  const inside = xml.indexOf(path.join("."), start);
  const anywhere = inside >= 0 ? inside : xml.indexOf(path.join("."));
  return placeAt(file, xml, anywhere >= 0 ? anywhere : start);
}
