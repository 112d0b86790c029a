/** Looks for viruses in what was uploaded. Adapters: `clamd.ts`; without one nothing is looked for, and clerks are told. */
import type { Readable } from "node:stream";

export type ScanFinding =
  | { found: "nothing" }
  /** `what` is the scanner's own name for it. */
  | { found: "virus"; what: string }
  /** The scanner does not answer, or not sensibly: nobody knows. */
  | { found: "unknown"; why: string };

export interface ScannerPort {
  /** Reads the stream to its end or until the scanner has enough. Never throws. */
  scan(bytes: Readable): Promise<ScanFinding>;
}
