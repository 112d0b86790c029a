import type { Text } from "../../platform/text.ts";

/** One thing wrong in the content, with its place and what mends it. */
export interface ContentFault {
  severity: "error" | "warning";
  /** Kebab-case, e.g. `unknown-key`. */
  code: string;
  /** Below the content folder, e.g. `processes/catering-shop/package.yaml`. */
  file: string;
  /** From 1; 0 when the whole file is meant. */
  line: number;
  column: number;
  message: Text;
  /** What to do. */
  remedy: Text;
}

/** Content that may not run: every fault is in `faults`. */
export class ContentError extends Error {
  readonly code = "CONTENT_BROKEN";
  readonly faults: readonly ContentFault[];
  constructor(faults: readonly ContentFault[]) {
    super(faults.map((fault) => describeFault(fault, "en")).join("\n"));
    this.name = "ContentError";
    this.faults = faults;
  }
}

/** `file:line:column message → remedy`, one line. */
export function describeFault(fault: ContentFault, language: "zh" | "en"): string {
  const place = fault.line > 0 ? `${fault.file}:${fault.line}:${fault.column}` : fault.file;
  return `${place} ${fault.message[language]} → ${fault.remedy[language]}`;
}

export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Collects faults; two alike at one place are one. */
export class FaultList {
  readonly faults: ContentFault[] = [];
  private readonly seen = new Set<string>();

  add(severity: "error" | "warning", code: string, place: Place, message: Text, remedy: Text): void {
    const key = `${code} ${place.file} ${place.line} ${place.column} ${message.en}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.faults.push({ severity, code, ...place, message, remedy });
  }

  error(code: string, place: Place, message: Text, remedy: Text): void {
    this.add("error", code, place, message, remedy);
  }

  warn(code: string, place: Place, message: Text, remedy: Text): void {
    this.add("warning", code, place, message, remedy);
  }

  sorted(): ContentFault[] {
    return [...this.faults].sort(
      (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column,
    );
  }
}
