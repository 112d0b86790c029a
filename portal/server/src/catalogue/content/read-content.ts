/** Reads the content folder file by file: syntax, schemas, models. References are checked afterwards (check/). */
import type { FormDefinition } from "@onewindow/forms";
import { packageFile } from "../schema/package.ts";
import { messagesFile } from "../schema/shared.ts";
import type { MessageFile } from "../schema/shared.ts";
import type { Content, DecisionSource, FormSource, PackageSource, ProcessSource } from "./content.ts";
import type { FaultList } from "./fault.ts";
import { readAs } from "./read-as.ts";
import { readDecisions, readProcesses } from "./read-models.ts";
import { readShared } from "./read-tables.ts";
import { parseData, readContentFiles } from "./source.ts";
import type { DataFile } from "./source.ts";

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
