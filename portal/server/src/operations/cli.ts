/** `onewindow backup | restore | verify | migrate`: for the operator, at a terminal. */
import { existsSync } from "node:fs";
import path from "node:path";
import { openDataFolder } from "../platform/config/data-folder.ts";
import type { Language, Text } from "../platform/text.ts";
import { keepMoved, migrate } from "./migrate/command.ts";
import { backUp, holdsData, type Progress } from "./backup.ts";
import { askForBackup } from "./control.ts";
import { OperationError } from "./errors.ts";
import { MANIFEST, type Manifest } from "./manifest.ts";
import { restore } from "./restore.ts";
import { operationTexts } from "./texts.ts";
import { readManifest, verifyFolder } from "./verify.ts";

export interface OperationContext {
  args: string[];
  dataDir: string;
  /** Address of MongoDB; empty where none is named. */
  mongoUri?: string;
  mongoWithoutTransactions?: boolean;
  workingDir: string;
  language: Language;
  print(line: string): void;
  /** A line of progress that the next one overwrites; does nothing where nobody looks. */
  progress(line: string): void;
}
export interface OperationCommand {
  usage: string;
  summary: Text;
  /** Answers the exit code: 0 done, 1 refused or faults found, 2 wrong use. */
  run(context: OperationContext): Promise<number>;
}

const WRONG_USE = 2;
const MEGABYTE = 1_000_000;

export const operationCommands: Record<string, OperationCommand> = {
  backup: {
    usage: "onewindow backup FOLDER",
    summary: { zh: "备份全部数据，服务器运行中也可以", en: "Backs all data up, also while the server runs" },
    run: (context) =>
      guarded(context, async (folder) => {
        const manifest = await backUpFrom(context, folder);
        const bytes = manifest.files.bytes + manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
        const done = operationTexts.backedUp(folder, (bytes / MEGABYTE).toFixed(1), manifest.files.count);
        context.print(done[context.language]);
        return 0;
      }),
  },
  restore: {
    usage: "onewindow restore FOLDER",
    summary: {
      zh: "核验备份并恢复；原有数据改名保留",
      en: "Verifies a backup and restores it; what was there is kept under another name",
    },
    run: (context) =>
      guarded(context, async (folder) => {
        const { kept, faults } = await restore(folder, context.dataDir, new Date(), progressOf(context));
        if (faults.length > 0) return shown(context, faults);
        context.print(operationTexts.restored(context.dataDir, kept)[context.language]);
        return 0;
      }),
  },
  verify: {
    usage: "onewindow verify [FOLDER]",
    summary: {
      zh: "核验数据目录或备份：数据库、文件、审计链",
      en: "Verifies the data folder or a backup: databases, files, audit chain",
    },
    run: (context) =>
      guarded(
        { ...context, args: context.args.length === 0 ? [context.dataDir] : context.args },
        verified(context),
      ),
  },
  migrate: {
    usage: "onewindow migrate mongodb | folder",
    summary: {
      zh: "把数据和文件迁移到 MongoDB（MONGODB_URI）或迁回数据目录；服务器须停止",
      en: "Moves data and files to MongoDB (MONGODB_URI) or back to the data folder; server stopped",
    },
    run: migrated,
  },
};

async function migrated(context: OperationContext): Promise<number> {
  const { args, dataDir, mongoUri = "", mongoWithoutTransactions = false, language, print } = context;
  const [direction, ...more] = args;
  if ((direction !== "mongodb" && direction !== "folder") || more.length > 0) return WRONG_USE;
  const place = { dataDir, mongoUri, mongoWithoutTransactions };
  try {
    const { faults, told } = await migrate(direction, place, progressOf(context));
    if (faults.length > 0) return shown(context, faults);
    print(told[language]);
    const kept = await keepMoved(direction, dataDir, new Date());
    if (kept.length > 0) print(operationTexts.migrate.kept(kept.join(", "))[language]);
    return 0;
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    print(error.text[language]);
    return 1;
  }
}

function verified(context: OperationContext): (folder: string) => Promise<number> {
  return async (folder) => {
    const manifest = existsSync(path.join(folder, MANIFEST)) ? await readManifest(folder) : null;
    const { faults, auditRows, files } = await verifyFolder(folder, manifest, progressOf(context));
    if (faults.length > 0) return shown(context, faults);
    context.print(operationTexts.whole(auditRows, files)[context.language]);
    return 0;
  };
}

/** By the server that has the folder; where none runs, by ourselves with the folder taken. */
async function backUpFrom(context: OperationContext, folder: string): Promise<Manifest> {
  const { dataDir } = context;
  const onProgress = progressOf(context);
  const answered = await askForBackup(dataDir, folder, onProgress);
  if (answered !== null) return answered;
  if (!holdsData(dataDir)) throw new OperationError("nothing", operationTexts.nothing(dataDir));
  const taken = openDataFolder(dataDir);
  try {
    return await backUp(dataDir, folder, onProgress);
  } finally {
    taken.release();
  }
}

async function guarded(
  { args, workingDir, language, print }: OperationContext,
  run: (folder: string) => Promise<number>,
): Promise<number> {
  const [folder, ...more] = args;
  if (folder === undefined || more.length > 0) return WRONG_USE;
  try {
    return await run(path.resolve(workingDir, folder));
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    print(error.text[language]);
    return 1;
  }
}

function shown({ print, language }: OperationContext, faults: Text[]): number {
  for (const fault of faults) print(fault[language]);
  return 1;
}

function progressOf({ language, progress }: OperationContext): Progress {
  return (step, done, total) => progress(`${operationTexts.step[step][language]} ${done}/${total}`);
}
