/** Package versions stay readable: a case keeps the version that it was accepted under (domain.md 1.7). */
import { createHash } from "node:crypto";
import type { FormDefinition } from "@onewindow/forms";
import { z } from "zod";
import { defineCollection } from "../platform/store/port.ts";
import type { Store } from "../platform/store/port.ts";
import type { PackageBundle, PackageContent } from "./model.ts";

const versionDocument = z.object({
  packageId: z.string(),
  /** As package.yaml names it (`version` is the store's own count of writes). */
  packageVersion: z.string(),
  /** sha-256 of the bundle. */
  hash: z.string(),
  content: z.custom<Omit<PackageContent, "version">>((value) => typeof value === "object"),
  forms: z.record(
    z.string(),
    z.custom<FormDefinition>((value) => typeof value === "object"),
  ),
  decisions: z.record(z.string(), z.string()),
  keptAt: z.number(),
});
export type VersionDocument = z.infer<typeof versionDocument>;

export const packageVersions = defineCollection<VersionDocument>({
  name: "package-versions",
  schema: versionDocument,
  indexes: [{ fields: ["packageId"] }],
  unique: [["packageId", "packageVersion"]],
});

export function bundleHash(bundle: PackageBundle): string {
  return createHash("sha256").update(JSON.stringify(bundle)).digest("hex");
}

/**
 * Keeps the bundle under its number and answers the version that it has from now on: the number itself, or, when
 * other content was kept under the same number, the number with the beginning of its hash (`1.0.0+3fa2b1c0`).
 */
export async function keepVersion(
  store: Store,
  number: string,
  bundle: PackageBundle,
  now: number,
): Promise<string> {
  const rows = store.collection(packageVersions);
  const hash = bundleHash(bundle);
  const packageId = bundle.content.id;
  for (const version of [number, `${number}+${hash.slice(0, 8)}`]) {
    const kept = await rows.get(`${packageId}@${version}`);
    if (kept?.hash === hash) return version;
    if (kept !== null) continue;
    await store.transaction((tx) =>
      tx.insert(packageVersions, {
        id: `${packageId}@${version}`,
        packageId,
        packageVersion: version,
        hash,
        content: bundle.content,
        forms: bundle.forms,
        decisions: bundle.decisions,
        keptAt: now,
      }),
    );
    return version;
  }
  throw new Error(`two contents of ${packageId} ${number} share the beginning of their hash`);
}

/** Every version that was ever kept. */
export async function keptVersions(store: Store): Promise<VersionDocument[]> {
  const rows = store.collection(packageVersions);
  const all: VersionDocument[] = [];
  let after: string | undefined;
  do {
    const page = await rows.find({ limit: 100, ...(after === undefined ? {} : { after }) });
    all.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return all;
}
