/** Reads the content folder file by file: syntax, schemas, models. References are checked afterwards (check/). */
import { ModelError, parseBpmn } from "@onewindow/engine/bpmn";
import { readDmn } from "@onewindow/engine/dmn";
import type { FormDefinition } from "@onewindow/forms";
import type { z } from "zod";
import { packageFile } from "../schema/package.ts";
import {
  calendarsFile,
  departmentsFile,
  documentsFile,
  homeFile,
  licenceTypesFile,
  messagesFile,
  proceduresFile,
  reasonsFile,
  synonymsFile,
} from "../schema/shared.ts";
import type { MessageFile } from "../schema/shared.ts";
import type {
  Content,
  DecisionSource,
  FormSource,
  PackageSource,
  ProcessSource,
  SharedTables,
  Town,
} from "./content.ts";
import type { FaultList } from "./fault.ts";
import { readAs } from "./read-as.ts";
import { parseData, readContentFiles } from "./source.ts";
import type { DataFile } from "./source.ts";
import { lineOfId } from "./xml-place.ts";

const SHARED = "processes/shared";

/** Everything below `dir`; null when one of the shared tables cannot be read, since nothing can be checked then. */
export async function readContent(dir: string, faults: FaultList): Promise<Content | null> {
  const files = await readContentFiles(dir, faults);
  const tables = new Map<string, DataFile>();
  const shared = readShared(files.texts, tables, faults);
  const packages = new Map<string, PackageSource>();
  const forms = new Map<string, FormSource>();
  const decisions = new Map<string, DecisionSource>();
  const processes = new Map<string, ProcessSource>();
  const templates = new Map<string, { file: string; source: string }>();
  const partials: Record<string, string> = {};
  const messages = new Map<string, MessageFile & { file: string; index: number }>();
  for (const [file, text] of files.texts) {
    const [top = "", folder = "", ...rest] = file.split("/");
    const name = rest.join("/");
    if (top === "processes" && name === "package.yaml") readPackage(file, folder, text, packages, faults);
    else if (file.endsWith(".bpmn")) await readProcesses(file, folder, text, processes, faults);
    else if (file.endsWith(".dmn")) readDecisions(file, folder, text, decisions, faults);
    else if (top === "forms" && file.endsWith(".json")) readForm(file, text, forms, faults);
    else if (top === "templates" && folder === "partials" && name.endsWith(".hbs"))
      partials[name.replace(/\.hbs$/, "")] = text;
    else if (top === "templates" && folder === "messages" && name.endsWith(".yaml"))
      readMessages(file, text, messages, tables, faults);
    else if (top === "templates" && file.endsWith(".hbs"))
      templates.set(templateName(file), { file, source: text });
  }
  if (shared === null) return null;
  return {
    files,
    hash: files.hash,
    shared,
    tables,
    packages,
    forms,
    decisions,
    processes,
    templates,
    partials,
    messages,
  };
}

/** `templates/receipt/document.hbs` → `receipt`; `templates/licences/sign-permit.hbs` → `licences/sign-permit`. */
export function templateName(file: string): string {
  return file.replace(/^templates\//, "").replace(/(\/document)?\.hbs$/, "");
}

function readShared(
  texts: ReadonlyMap<string, string>,
  tables: Map<string, DataFile>,
  faults: FaultList,
): SharedTables | null {
  const table = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const file = `${SHARED}/${name}.yaml`;
    const text = texts.get(file);
    if (text === undefined) {
      missingFile(file, faults);
      return null;
    }
    const data = parseData(file, text, faults);
    tables.set(file, data);
    return readAs(data, schema, faults);
  };
  const departments = table("departments", departmentsFile);
  const licenceTypes = table("licence-types", licenceTypesFile);
  const documents = table("documents", documentsFile);
  const calendars = table("calendars", calendarsFile);
  const procedures = table("procedures", proceduresFile);
  const reasons = table("reasons", reasonsFile);
  const home = table("home", homeFile);
  const synonyms = table("synonyms", synonymsFile);
  const towns = readTowns(texts, faults);
  if (
    !departments ||
    !licenceTypes ||
    !documents ||
    !calendars ||
    !procedures ||
    !reasons ||
    !home ||
    !synonyms
  )
    return null;
  return {
    county: departments.county,
    departments: departments.departments,
    licenceTypes: licenceTypes.licenceTypes,
    seals: documents.seals,
    documents: documents.documents,
    calendars,
    procedures: procedures.procedures,
    reasons: reasons.reasons,
    home,
    synonyms: synonyms.synonyms,
    towns,
  };
}

function missingFile(file: string, faults: FaultList): void {
  faults.error(
    "missing-file",
    { file, line: 0, column: 0 },
    { zh: "缺少这个文件", en: "This file is missing" },
    { zh: "请补上", en: "Add it" },
  );
}

/** `code,zh,en` with a heading line. */
function readTowns(texts: ReadonlyMap<string, string>, faults: FaultList): Town[] {
  const file = `${SHARED}/towns.csv`;
  const text = texts.get(file);
  if (text === undefined) {
    missingFile(file, faults);
    return [];
  }
  const towns: Town[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (index === 0 || line.trim() === "") return;
    const [code = "", zh = "", en = "", ...more] = line.split(",");
    if (/^\d{9}$/.test(code) && zh !== "" && en !== "" && more.length === 0)
      towns.push({ code, name: { zh, en } });
    else
      faults.error(
        "wrong-value",
        { file, line: index + 1, column: 1 },
        { zh: "应为“9 位代码,中文名,英文名”", en: "Expected “code of 9 digits,Chinese name,English name”" },
        {
          zh: "例如 370783001,圣城街道,Shengcheng Subdistrict",
          en: "E.g. 370783001,圣城街道,Shengcheng Subdistrict",
        },
      );
  });
  return towns;
}

function readPackage(
  file: string,
  folder: string,
  text: string,
  packages: Map<string, PackageSource>,
  faults: FaultList,
): void {
  const data = parseData(file, text, faults);
  const definition = readAs(data, packageFile, faults);
  if (definition === null) return;
  if (definition.id !== folder)
    faults.error(
      "package-folder",
      data.place(["id"]),
      {
        zh: `id 是 ${definition.id}，文件夹是 ${folder}`,
        en: `The id is ${definition.id}, the folder ${folder}`,
      },
      { zh: "两者要一致", en: "Make them the same" },
    );
  packages.set(folder, { folder, definition, data });
}

async function readProcesses(
  file: string,
  folder: string,
  xml: string,
  processes: Map<string, ProcessSource>,
  faults: FaultList,
): Promise<void> {
  try {
    const parsed = await parseBpmn(xml, file);
    for (const process of parsed.processes) {
      const other = processes.get(process.bpmnProcessId);
      if (other) doubled(file, xml, process.bpmnProcessId, other.file, faults);
      processes.set(process.bpmnProcessId, { file, folder, xml, process });
    }
    for (const warning of parsed.warnings)
      faults.warn(
        "bpmn",
        lineOfId(file, xml, warning.elementId),
        { zh: warning.message, en: warning.message },
        { zh: "请在建模工具中改正", en: "Correct it in the modeler" },
      );
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    for (const fault of error.faults)
      faults.error(
        fault.rule,
        lineOfId(file, xml, fault.elementId),
        {
          zh: `${fault.elementType} “${fault.elementId}”：${fault.messageZh}`,
          en: `${fault.elementType} “${fault.elementId}”: ${fault.message}`,
        },
        { zh: "请在建模工具中改正这个元素", en: "Correct this element in the modeler" },
      );
  }
}

function readDecisions(
  file: string,
  folder: string,
  xml: string,
  decisions: Map<string, DecisionSource>,
  faults: FaultList,
): void {
  const report = (error: { message: string; messageZh: string; line: number }): void =>
    faults.error(
      "dmn",
      { file, line: error.line, column: 1 },
      { zh: error.messageZh, en: error.message },
      { zh: "请改正这一处", en: "Correct this place" },
    );
  try {
    const model = readDmn(xml, { onFault: report });
    for (const decision of model.decisions) {
      const other = decisions.get(decision.id);
      if (other) doubled(file, xml, decision.id, other.file, faults);
      decisions.set(decision.id, { file, folder, xml, model });
    }
  } catch (error) {
    if (!isDmnError(error)) throw error;
    report(error);
  }
}

function isDmnError(error: unknown): error is Error & { messageZh: string; line: number } {
  return error instanceof Error && "messageZh" in error && "line" in error;
}

function doubled(file: string, xml: string, id: string, other: string, faults: FaultList): void {
  faults.error(
    "double-id",
    lineOfId(file, xml, id),
    { zh: `编号 ${id} 在 ${other} 已有`, en: `The id ${id} stands in ${other} already` },
    { zh: "请换一个编号", en: "Choose another id" },
  );
}

function readForm(file: string, text: string, forms: Map<string, FormSource>, faults: FaultList): void {
  const data = parseData(file, text, faults);
  const value = data.value as { title?: unknown; components?: unknown } | null;
  if (value === null) return;
  if (typeof value !== "object" || typeof value.title !== "string" || !Array.isArray(value.components)) {
    faults.error(
      "not-a-form",
      data.place([]),
      { zh: "不是表单：要有 title 和 components", en: "Not a form: `title` and `components` are needed" },
      { zh: "请用表单设计器导出的文件", en: "Use a file as the form builder exports it" },
    );
    return;
  }
  const id = file.replace(/^forms\//, "").replace(/\.json$/, "");
  forms.set(id, { id, definition: data.value as FormDefinition, data });
}

function readMessages(
  file: string,
  text: string,
  messages: Map<string, MessageFile & { file: string; index: number }>,
  tables: Map<string, DataFile>,
  faults: FaultList,
): void {
  const data = parseData(file, text, faults);
  tables.set(file, data);
  readAs(data, messagesFile, faults)?.messages.forEach((message, index) => {
    const other = messages.get(message.id);
    if (other)
      faults.error(
        "double-id",
        data.place(["messages", index, "id"]),
        {
          zh: `消息 ${message.id} 在 ${other.file} 已有`,
          en: `Message ${message.id} stands in ${other.file} already`,
        },
        { zh: "请换一个编号", en: "Choose another id" },
      );
    messages.set(message.id, { ...message, file, index });
  });
}
