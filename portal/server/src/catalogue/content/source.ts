/** Files of the content folder, and where in a file a value stands. YAML and JSON alike: JSON is YAML. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { isMap, isNode, isPair, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document, Node } from "yaml";
import { FaultList } from "./fault.ts";
import type { Place } from "./fault.ts";

/** The three folders of content; everything else in the content folder is ignored. */
export const contentFolders = ["processes", "forms", "templates"] as const;
const endings = /\.(yaml|bpmn|dmn|json|hbs|csv|css)$/;
const FILE_LIMIT = 2_000_000;

export interface ContentFiles {
  dir: string;
  /** Text by path below `dir`, with `/`, sorted by path. */
  texts: ReadonlyMap<string, string>;
  /** sha-256 over all paths and texts, hex. */
  hash: string;
}

/** Reads every content file below `dir`. Files over 2 MB are refused by a fault. */
export async function readContentFiles(dir: string, faults: FaultList): Promise<ContentFiles> {
  const names: string[] = [];
  for (const folder of contentFolders) {
    const entries = await readdir(path.join(dir, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    );
    for (const entry of entries)
      if (entry.isFile() && endings.test(entry.name))
        names.push(path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
  }
  names.sort();
  const hash = createHash("sha256");
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = await readFile(path.join(dir, name), "utf8");
    hash.update(`${name}\0${text.length}\0${text}\0`);
    if (text.length <= FILE_LIMIT) texts.set(name, text);
    else
      faults.error(
        "file-too-large",
        { file: name, line: 0, column: 0 },
        { zh: "文件超过 2 MB", en: "The file is larger than 2 MB" },
        { zh: "请拆分", en: "Split it" },
      );
  }
  return { dir, texts, hash: hash.digest("hex") };
}

export type DataPath = readonly (string | number)[];

/** A parsed YAML or JSON file that can tell where a value stands. */
export interface DataFile {
  file: string;
  /** Null when the file could not be read; its faults are reported. */
  value: unknown;
  /** Place of the value at the path; of its key with `key`. The nearest enclosing value when there is none. */
  place(at: DataPath, what?: "value" | "key"): Place;
}

/** Parses; syntax errors and doubled keys become faults. Aliases are refused: a clerk reads the file top to bottom. */
export function parseData(file: string, text: string, faults: FaultList): DataFile {
  return (file.endsWith(".json") && parseJson(file, text)) || parseYaml(file, text, faults);
}

/** The quick way for sound JSON: places are worked out only when one is asked for. */
function parseJson(file: string, text: string): DataFile | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  let placed: DataFile | null = null;
  return {
    file,
    value,
    place: (dataPath, what) => (placed ??= parseYaml(file, text, new FaultList())).place(dataPath, what),
  };
}

function parseYaml(file: string, text: string, faults: FaultList): DataFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  for (const error of [...document.errors, ...document.warnings])
    faults.error(
      "syntax",
      at(error.pos[0]),
      { zh: `写法有误：${error.message}`, en: `Syntax: ${error.message}` },
      {
        zh: "请改正这一行的写法（缩进、引号、括号）",
        en: "Correct this line (indentation, quotes, brackets)",
      },
    );
  const value = document.errors.length > 0 ? null : plainValue(document, file, faults);
  return {
    file,
    value,
    place: (dataPath, what = "value") => at(offsetOf(document, dataPath, what)),
  };
}

function plainValue(document: Document, file: string, faults: FaultList): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 }) as unknown;
  } catch {
    faults.error(
      "alias",
      { file, line: 1, column: 1 },
      { zh: "不能用 YAML 别名", en: "YAML aliases are not allowed" },
      { zh: "请把内容写出来", en: "Write the value out" },
    );
    return null;
  }
}

function offsetOf(document: Document, dataPath: DataPath, what: "value" | "key"): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of dataPath.entries()) {
    const last = index === dataPath.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyText(item.key) === String(step));
      if (pair === undefined) return offset;
      offset =
        (last && what === "key" ? startOf(pair.key) : (startOf(pair.value) ?? startOf(pair.key))) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function keyText(key: unknown): string {
  return isNode(key) ? String((key as { value?: unknown }).value ?? "") : String(key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
