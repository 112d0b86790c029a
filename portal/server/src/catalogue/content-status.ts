import type { Store } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { ContentFault } from "./content/fault.ts";
import { deployedState } from "./deploy.ts";
import type { PackageContent } from "./model.ts";

/** What runs now, for the health page. */
export interface ContentStatus {
  id: string;
  name: Text;
  version: string;
  hash: string;
  /** Epoch ms; 0 before the first deployment. */
  deployedAt: number;
  warnings: { file: string; message: Text }[];
}

const shared: Text = { zh: "共用内容", en: "Shared content" };

/** The live packages with the warnings of their files; what is shared follows when there is a warning in it. */
export async function contentStatus(options: {
  store: Store;
  packages: readonly PackageContent[];
  hash: string;
  warnings: readonly ContentFault[];
}): Promise<ContentStatus[]> {
  const { store, packages, hash, warnings } = options;
  const deployedAt = (await deployedState(store))?.deployedAt ?? 0;
  const ids = new Set(packages.map(({ id }) => id));
  const byOwner = Map.groupBy(warnings, ({ file }) => {
    const folder = file.split("/")[1] ?? "";
    return ids.has(folder) ? folder : "shared";
  });
  const status = (id: string, name: Text, version: string): ContentStatus => ({
    id,
    name,
    version,
    hash,
    deployedAt,
    warnings: (byOwner.get(id) ?? []).map(({ file, line, message }) => ({
      file: line > 0 ? `${file}:${line}` : file,
      message,
    })),
  });
  return [
    ...packages.map(({ id, name, version }) => status(id, name, version)),
    ...(byOwner.has("shared") ? [status("shared", shared, hash.slice(0, 8))] : []),
  ];
}
