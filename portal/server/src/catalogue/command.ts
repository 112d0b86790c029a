/** What the commands of an analyst share. */
import path from "node:path";
import type { Language, Text } from "../platform/text.ts";

export interface CommandContext {
  /** Folder that holds processes, forms and templates. */
  contentDir: string;
  /** Paths on the command line are below this folder. */
  workingDir: string;
  language: Language;
  /** Writes one line. */
  print(line: string): void;
  /** Ends a command that goes on until it is told to. */
  signal?: AbortSignal;
}

export interface Command {
  usage: string;
  summary: Text;
  /** Answers the exit code: 0 good, 1 faults found, 2 wrong use. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

export const GOOD = 0;
export const FAULTS = 1;
export const WRONG_USE = 2;

/** Paths of the command line as paths below the content folder. */
export function contentPaths(args: readonly string[], context: CommandContext): string[] {
  return args.map((arg) =>
    path.relative(context.contentDir, path.resolve(context.workingDir, arg)).split(path.sep).join("/"),
  );
}
