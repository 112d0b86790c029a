/** Forms: the declarative subset, both languages, and conditions that name fields which exist. */
import { fieldsOf, subsetFaults, visibleTexts, walkComponents } from "@onewindow/forms";
import type { Content, FormSource } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import type { DataPath } from "../content/source.ts";
import { didYouMean, names, remedies, unknownName } from "./words.ts";

export function checkForms(content: Content, faults: FaultList): void {
  const sections = new Set(
    [...content.packages.values()].flatMap(({ folder, definition }) =>
      definition.form.sections.map((section) => `${folder}/${section.form}`),
    ),
  );
  for (const [id, form] of content.forms) {
    const found = subsetFaults(form.definition);
    for (const fault of found)
      faults.error(`form-${fault.code}`, at(form, fault.place), fault.message, {
        zh: "请在表单里改正这一处",
        en: "Correct this place in the form",
      });
    if (found.length > 0) continue;
    checkTranslations(form, faults);
    checkReads(form, faults);
    if (!sections.has(id)) checkNoFiles(form, faults);
  }
}

/** Only a draft keeps files for its fields: a questionnaire or a task has nowhere to put them. */
function checkNoFiles(form: FormSource, faults: FaultList): void {
  walkComponents(form.definition.components, (component, place) => {
    if (component.type === "file")
      faults.error(
        "file-outside-section",
        at(form, place),
        {
          zh: "上传文件的字段只能放在服务的表单各部分里",
          en: "A file field may only stand in a section of a package's form",
        },
        { zh: "请移到 form.sections 所列的表单", en: "Move it into a form listed under form.sections" },
      );
  });
}

function checkTranslations(form: FormSource, faults: FaultList): void {
  const english = form.definition.i18n?.en ?? {};
  for (const { text, place } of visibleTexts(form.definition))
    if (!Object.hasOwn(english, text) || english[text]?.trim() === "")
      faults.error(
        "no-translation",
        at(form, place),
        { zh: `“${text}”没有英文`, en: `“${text}” has no English text` },
        { zh: "请在 i18n.en 里补上", en: "Add it to i18n.en" },
      );
}

/** Names of fields in conditions, checks and calculations. */
function checkReads(form: FormSource, faults: FaultList): void {
  const fields = new Set(fieldsOf(form.definition).map((field) => field.path));
  const exists = (path: string): boolean =>
    path === "" ||
    fields.has(path) ||
    [...fields].some((field) => path.startsWith(`${field}.`) || field.endsWith(`.${path}`));
  const report = (path: string, where: DataPath): void =>
    faults.error(
      "unknown-field",
      form.data.place(where),
      unknownName(names.field, path),
      didYouMean(path, fields, remedies.correct),
    );
  const visit = (value: unknown, where: DataPath): void => {
    if (Array.isArray(value)) return value.forEach((member, index) => visit(member, [...where, index]));
    if (typeof value !== "object" || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      const here = [...where, key];
      if (key === "conditions" && Array.isArray(member))
        member.forEach((condition: { component?: unknown }, index) => {
          const path = String(condition.component ?? "");
          if (!exists(path)) report(path, [...here, index, "component"]);
        });
      else if (key === "var" && typeof member === "string" && member.startsWith("data.")) {
        const path = member.slice("data.".length);
        if (!exists(path)) report(path, here);
      } else visit(member, here);
    }
  };
  visit(form.definition.components, ["components"]);
}

/** `components[2].validate.custom` → place. */
export function at(form: FormSource, place: string): Place {
  const path = place
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return form.data.place(path);
}
