/** Templates: allowed parts only, every value they write exists in the data of documents, and they render. */
import {
  createRenderer,
  partialCircles,
  templateFaults,
  templatePaths,
  TemplateError,
} from "../../documents/index.ts";
import type { Content } from "../content/content.ts";
import type { FaultList } from "../content/fault.ts";
import { nearest } from "../content/nearest.ts";
import type { DocumentKindFile, LicenceTypeFile } from "../schema/shared.ts";
import { sampleData } from "./sample.ts";
import type { SampleData } from "./sample.ts";
import { names, remedies, unknownName } from "./words.ts";

const mend = { zh: "请在模板里改正这一处", en: "Correct this place in the template" };

export async function checkTemplates(content: Content, faults: FaultList): Promise<void> {
  const partials = Object.keys(content.partials);
  const sources = [
    ...content.templates.values(),
    ...Object.entries(content.partials).map(([name, source]) => ({
      file: `templates/partials/${name}.hbs`,
      source,
    })),
  ];
  for (const { file, source } of sources)
    for (const fault of templateFaults(source, { partials }))
      faults.error(
        `template-${fault.code}`,
        { file, line: fault.line, column: fault.column },
        fault.message,
        mend,
      );
  for (const { names: circle, fault } of partialCircles(content.partials))
    faults.error(
      "template-circle",
      { file: `templates/partials/${circle[0] ?? ""}.hbs`, line: fault.line, column: fault.column },
      fault.message,
      mend,
    );
  checkMessages(content, faults);
  checkNeeds(content, faults);
  const uses = usesOf(content);
  checkAllPaths(content, uses, faults);
  // rendering takes a thread and a second: only once everything else holds
  if (!faults.faults.some((fault) => fault.severity === "error")) await renderAll(content, uses, faults);
}

/** Names that a message may fill in (given by the cases area). */
const messageValues = new Set([
  "caseNo",
  "packageName",
  "applicant",
  "item",
  "department",
  "status",
  "reasons",
  "due",
  "legalDue",
  "limit",
  "overdue",
  "procedure",
  "days",
  "until",
  // of mail and text messages
  "link",
  "code",
  "title",
  "count",
]);

function checkMessages(content: Content, faults: FaultList): void {
  for (const [file, table] of content.tables) {
    if (!file.startsWith("templates/messages/")) continue;
    const messages =
      (table.value as { messages?: Record<string, Record<string, string>>[] } | null)?.messages ?? [];
    messages.forEach((message, index) => {
      for (const part of ["title", "body"] as const)
        for (const language of ["zh", "en"] as const)
          for (const match of (message[part]?.[language] ?? "").matchAll(/\{\{?\s*([\w.]+)\s*\}?\}/g)) {
            const name = match[1] ?? "";
            if (messageValues.has(name)) continue;
            const meant = nearest(name, messageValues);
            faults.error(
              "unknown-value",
              table.place(["messages", index, part, language]),
              unknownName(names.data, name),
              meant === null
                ? remedies.correct
                : { zh: `是否指“${meant}”？`, en: `Did you mean “${meant}”?` },
            );
          }
    });
  }
}

/** `needs` of a kind of document are paths of the data. */
function checkNeeds(content: Content, faults: FaultList): void {
  const table = content.tables.get("processes/shared/documents.yaml");
  content.shared.documents.forEach((document, index) => {
    const data = sampleData(content, document);
    document.needs.forEach((path, n) => {
      if (!hasPath(data, path))
        faults.error(
          "unknown-data",
          table?.place(["documents", index, "needs", n]) ?? {
            file: "processes/shared/documents.yaml",
            line: 0,
            column: 0,
          },
          unknownName(names.data, path),
          remedies.correct,
        );
    });
  });
}

type Uses = ReadonlyMap<string, DocumentKindFile | LicenceTypeFile>;

/** What each template is used for. */
function usesOf(content: Content): Uses {
  return new Map<string, DocumentKindFile | LicenceTypeFile>([
    ...content.shared.licenceTypes.map((about) => [`licences/${about.face}`, about] as const),
    ...content.shared.documents.map((about) => [about.template, about] as const),
  ]);
}

function checkAllPaths(content: Content, uses: Uses, faults: FaultList): void {
  for (const [name, { file, source }] of content.templates) {
    const about = uses.get(name);
    if (about) checkPaths(file, source, sampleData(content, about), faults);
    else
      faults.warn(
        "unused-template",
        { file, line: 0, column: 0 },
        { zh: "没有文书或证照用到这个模板", en: "No document or licence uses this template" },
        { zh: "请删去，或在表里用上", en: "Remove it, or name it in a table" },
      );
  }
  const [anyKind] = content.shared.documents;
  if (anyKind)
    for (const [name, source] of Object.entries(content.partials))
      checkPaths(`templates/partials/${name}.hbs`, source, sampleData(content, anyKind), faults);
}

/** Each template on the sample of what uses it. */
async function renderAll(content: Content, uses: Uses, faults: FaultList): Promise<void> {
  const renderer = createRenderer();
  try {
    for (const [name, { file, source }] of content.templates) {
      const about = uses.get(name);
      if (!about) continue;
      const data = sampleData(content, about);
      const request = {
        name,
        source,
        partials: { ...content.partials },
        data,
        mark: false,
        language: "zh" as const,
      };
      await renderer.render(request).catch((error: unknown) => {
        if (!(error instanceof TemplateError)) throw error;
        const { line, column, message } = error.fault;
        faults.error("template-render", { file, line, column }, message, mend);
      });
    }
  } finally {
    await renderer.close();
  }
}

function checkPaths(file: string, source: string, data: SampleData, faults: FaultList): void {
  for (const { path, line, column } of templatePaths(source)) {
    if (hasPath(data, path)) continue;
    const meant = nearest(path, allPaths(data));
    faults.error(
      "unknown-data",
      { file, line, column },
      unknownName(names.data, path),
      meant === null ? remedies.correct : { zh: `是否指“${meant}”？`, en: `Did you mean “${meant}”?` },
    );
  }
}

/** Whether the dotted path (`items[].name`) leads somewhere in the data; texts have `zh` and `en`. */
function hasPath(data: SampleData, path: string): boolean {
  let at: unknown = data;
  for (const raw of path.split(".")) {
    const step = raw.replaceAll("[]", "");
    if (typeof at !== "object" || at === null || (step !== "" && !Object.hasOwn(at, step))) return false;
    if (step !== "") at = (at as SampleData)[step];
    for (let depth = raw.split("[]").length - 1; depth > 0; depth -= 1)
      at = Array.isArray(at) ? at[0] : Object.values(Object(at) as SampleData)[0];
  }
  return true;
}

function allPaths(value: unknown, prefix = ""): string[] {
  if (Array.isArray(value)) return allPaths(value[0], `${prefix}[]`);
  if (typeof value !== "object" || value === null) return prefix === "" ? [] : [prefix];
  return Object.entries(value).flatMap(([key, inner]) =>
    allPaths(inner, prefix === "" ? key : `${prefix}.${key}`),
  );
}
