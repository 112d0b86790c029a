import type { Text } from "../../platform/text.ts";
import type { Content } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import { didYouMean, remedies, unknownName } from "./words.ts";

/** Reports a name that is not among the known ones. */
export function refer(
  name: string,
  known: Iterable<string>,
  what: Text,
  place: Place,
  faults: FaultList,
  remedy: Text = remedies.correct,
): void {
  const all = [...known];
  if (!all.includes(name))
    faults.error("unknown-name", place, unknownName(what, name), didYouMean(name, all, remedy));
}

/** Decisions that a package may name: its own and the shared ones. */
export function ownDecisions(content: Content, folder: string): string[] {
  return [...content.decisions]
    .filter(([, decision]) => decision.folder === folder || decision.folder === "shared")
    .map(([id]) => id);
}
