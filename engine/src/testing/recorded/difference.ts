/** Says where two traces part, for people. */
import type { TracedStep } from "./scenario.ts";

/** The first step and scope that differ, null when the traces are equal. */
export function difference(ours: readonly TracedStep[], real: readonly TracedStep[]): string | null {
  for (let at = 0; at < Math.max(ours.length, real.length); at += 1) {
    const [mine, theirs] = [ours[at], real[at]];
    const where = at === 0 ? "the deployment" : `instruction ${at}`;
    if (mine === undefined || theirs === undefined) return `${where}: only one engine got there`;
    if (mine.rejected !== theirs.rejected) {
      return `${where}: ${mine.rejected ?? "accepted"} here, ${theirs.rejected ?? "accepted"} there`;
    }
    if (theirs.reason !== undefined && mine.reason !== theirs.reason) {
      return `${where}: refused\n    here: ${mine.reason ?? "without a reason"}\n    there: ${theirs.reason}`;
    }
    const scopes = new Set([...Object.keys(mine.scopes), ...Object.keys(theirs.scopes)]);
    const parts: string[] = [];
    for (const scope of [...scopes].sort()) {
      const [here, there] = [mine.scopes[scope] ?? [], theirs.scopes[scope] ?? []];
      const from = here.findIndex((line, index) => line !== there[index]);
      const first = from === -1 ? here.length : from;
      if (first === here.length && first === there.length) continue;
      const show = (lines: readonly string[]): string =>
        lines
          .slice(Math.max(0, first - 1), first + 6)
          .map((line) => `\n      ${line}`)
          .join("") || "\n      nothing";
      parts.push(
        `  in ${scope || "no scope"}, line ${first + 1}\n    here:${show(here)}\n    there:${show(there)}`,
      );
    }
    if (parts.length > 0) return `${where}:\n${parts.join("\n")}`;
  }
  return null;
}
