/** The house's rule for every upload: scanned before anything opens it, refused and recorded when a virus is found. */
import type { AuditArea } from "../../audit/index.ts";
import { InvalidError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { StoredUpload } from "../model.ts";
import { texts } from "../texts.ts";
import type { ScannerPort } from "./port.ts";

/**
 * Scans bytes that the files port holds. `thing` is what they were uploaded for, as the audit names it. Without a scanner,
 * or when it does not answer, `not-scanned`. Throws InvalidError `file-infected`; no record names such bytes, so upkeep
 * removes them.
 */
export type ScanUpload = (
  actor: Actor,
  thing: { kind: string; id: string },
  hash: string,
) => Promise<StoredUpload["scan"]>;

export function createScanUpload(options: {
  platform: Platform;
  audit: AuditArea;
  /** Null: nothing is scanned. */
  scanner: ScannerPort | null;
}): ScanUpload {
  const { audit, scanner } = options;
  const { store, files, log } = options.platform;
  return async (actor, thing, hash) => {
    if (scanner === null) return "not-scanned";
    const finding = await scanner.scan(await files.open(hash));
    if (finding.found === "nothing") return "clean";
    if (finding.found === "unknown") {
      log.warn({ hash, why: finding.why }, "an upload could not be scanned");
      return "not-scanned";
    }
    await store.transaction((tx) =>
      audit.record(tx, { actor, action: "materials.infected", thing, data: { hash, virus: finding.what } }),
    );
    throw new InvalidError(texts.refused.infected, [], "file-infected");
  };
}
