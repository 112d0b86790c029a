import { checkForms } from "../check/check-forms.ts";
import { checkDecisions } from "../check/check-expressions.ts";
import { checkPackages } from "../check/check-packages.ts";
import { checkProcesses } from "../check/check-processes.ts";
import { checkShared } from "../check/check-shared.ts";
import { checkTables } from "../check/check-tables.ts";
import { checkTypes } from "../check/check-types.ts";
import { checkTemplates } from "../check/check-templates.ts";
import type { Content, ReadContent } from "./content.ts";
import { ContentError, FaultList } from "./fault.ts";
import type { ContentFault } from "./fault.ts";
import { readContent } from "./read-content.ts";

/**
 * Reads and checks the whole content below `dir` (folders processes, forms, templates), telling everything that is
 * wrong, each with file, line and remedy.
 */
export async function inspectContent(dir: string): Promise<ReadContent> {
  const faults = new FaultList();
  const content = await readContent(dir, faults);
  if (content !== null) {
    checkShared(content, faults);
    checkForms(content, faults);
    checkPackages(content, faults);
    checkDecisions(content, faults);
    checkTables(content, faults);
    checkTypes(content, faults);
    checkProcesses(content, faults);
    await checkTemplates(content, faults);
  }
  return { content, faults: faults.sorted() };
}

/** The content below `dir`. @throws ContentError when anything in it is broken; warnings are handed to `onWarning`. */
export async function loadContent(
  dir: string,
  onWarning?: (text: string, fault: ContentFault) => void,
): Promise<Content> {
  const { content, faults } = await inspectContent(dir);
  const errors = faults.filter((fault) => fault.severity === "error");
  if (content === null || errors.length > 0) throw new ContentError(errors);
  for (const fault of faults) onWarning?.(`${fault.file}:${fault.line} ${fault.message.en}`, fault);
  return content;
}
