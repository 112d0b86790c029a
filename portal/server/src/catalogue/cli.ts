/** `onewindow check | test | pack | schema`: what an analyst runs on the content. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inspectContent } from "./content/load-content.ts";
import type { ContentFault } from "./content/fault.ts";
import { publishedSchemas } from "./json-schema.ts";
import { contentPaths, FAULTS, GOOD, WRONG_USE } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";
import { testCommand } from "./test-command.ts";
import { isBelow } from "./test-content.ts";
import { zip } from "./zip.ts";

export const catalogueCommands: Readonly<Record<string, Command>> = {
  check: {
    usage: "onewindow check [paths]",
    summary: {
      zh: "检查内容：每个问题给出文件、行和改法",
      en: "Checks the content: each fault with file, line and remedy",
    },
    run: check,
  },
  test: testCommand,
  pack: {
    usage: "onewindow pack <package> [-o file.zip]",
    summary: {
      zh: "把一个服务的全部文件打成一个包",
      en: "Puts all files of one package into a ZIP file",
    },
    run: pack,
  },
  schema: {
    usage: "onewindow schema",
    summary: { zh: "更新发布的 JSON Schema", en: "Writes the published JSON Schema anew" },
    run: schema,
  },
};

async function check(args: readonly string[], context: CommandContext): Promise<number> {
  const { print, language } = context;
  const { faults } = await inspectContent(context.contentDir);
  const wanted = contentPaths(args, context);
  const shown = faults.filter((fault) => isBelow(fault.file, wanted));
  for (const fault of shown) printFault(fault, context);
  const errors = shown.filter((fault) => fault.severity === "error").length;
  const warnings = shown.length - errors;
  const said = {
    zh: `${errors} 个错误，${warnings} 个提醒`,
    en: `${errors} errors, ${warnings} warnings`,
  };
  print(said[language]);
  return errors > 0 ? FAULTS : GOOD;
}

function printFault(fault: ContentFault, { print, language }: CommandContext): void {
  const word = {
    error: { zh: "错误", en: "error" },
    warning: { zh: "提醒", en: "warning" },
  }[fault.severity][language];
  const place = fault.line > 0 ? `${fault.file}:${fault.line}:${fault.column}` : fault.file;
  print(`${place}  ${word}  ${fault.message[language]}  [${fault.code}]`);
  print(`    ${fault.remedy[language]}`);
}

async function pack(args: readonly string[], context: CommandContext): Promise<number> {
  const { print, language } = context;
  const at = args.indexOf("-o");
  const output = at >= 0 ? args[at + 1] : undefined;
  const [name, ...more] = at >= 0 ? args.toSpliced(at, 2) : args;
  if (name === undefined || more.length > 0 || (at >= 0 && output === undefined)) {
    print(catalogueCommands["pack"]?.usage ?? "");
    return WRONG_USE;
  }
  const id = path.basename(name);
  const { content, faults } = await inspectContent(context.contentDir);
  const source = content?.packages.get(id);
  const own = (file: string): boolean => isBelow(file, [`processes/${id}`, `forms/${id}`]);
  const errors = faults.filter((fault) => fault.severity === "error" && (own(fault.file) || !source));
  for (const fault of errors) printFault(fault, context);
  if (!content || !source) {
    print({ zh: `没有服务“${id}”`, en: `There is no package “${id}”` }[language]);
    return FAULTS;
  }
  if (errors.length > 0) return FAULTS;
  const entries = [...content.files.texts]
    .filter(([file]) => own(file))
    .map(([file, text]) => ({ name: file, bytes: Buffer.from(text, "utf8") }));
  const target = path.resolve(context.workingDir, output ?? `${id}-${source.definition.version}.zip`);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, zip(entries));
  print(
    {
      zh: `已打包 ${entries.length} 个文件：${target}`,
      en: `Packed ${entries.length} files: ${target}`,
    }[language],
  );
  return GOOD;
}

async function schema(_args: readonly string[], context: CommandContext): Promise<number> {
  for (const [file, text] of Object.entries(publishedSchemas())) {
    await writeFile(path.join(context.contentDir, file), text);
    context.print(file);
  }
  return GOOD;
}
