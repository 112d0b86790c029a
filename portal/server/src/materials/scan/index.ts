import type { Platform } from "../../platform/platform.ts";
import { clamdPlace, createClamd } from "./clamd.ts";
import type { ScannerPort } from "./port.ts";

export { createScanUpload, type ScanUpload } from "./house.ts";
export type { ScanFinding, ScannerPort } from "./port.ts";

/** As configured; null: nothing is looked for, and clerks are told so. */
export function configuredScanner(platform: Pick<Platform, "config">): ScannerPort | null {
  const place = clamdPlace(platform.config.clamd);
  return place === null ? null : createClamd(place);
}
