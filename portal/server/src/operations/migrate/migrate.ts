/**
 * Moves an installation's documents and files from the data folder to MongoDB or back. Everything is read again from
 * the target and compared before it counts; a target with data is refused. The engine's state stays in the data folder.
 */
import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { buffer } from "node:stream/consumers";
import type { Text } from "../../platform/text.ts";
import type { Progress } from "../backup.ts";
import { operationTexts } from "../texts.ts";
import { Fingerprint, type Moved, type Side, type Target } from "./side.ts";

const BATCH = 500;

export interface MoveResult {
  documents: number;
  files: number;
  faults: Text[];
}

/** With faults the target is not finished: it does not count, and another try may begin anew. */
export async function move(source: Side, target: Target, onProgress: Progress): Promise<MoveResult> {
  const names = await source.collections();
  let total = 0;
  for (const name of names) total += await source.count(name);
  const faults: Text[] = [];
  let written = 0;
  let compared = 0;
  for (const name of names) {
    const expected = new Fingerprint();
    let batch: Moved[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length > 0) await target.write(name, batch);
      written += batch.length;
      batch = [];
      onProgress("documents", written, total);
    };
    for await (const document of source.documents(name)) {
      expected.add(document);
      batch.push(document);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    const found = new Fingerprint();
    if (expected.count > 0)
      for await (const document of target.documents(name)) {
        found.add(document);
        onProgress("compare", (compared += 1), total);
      }
    if (!found.equals(expected))
      faults.push(operationTexts.migrate.differs(name, found.count, expected.count));
  }
  const cells = await source.cells();
  await target.writeCells(cells);
  if (!fingerprintOf(await target.cells()).equals(fingerprintOf(cells)))
    faults.push(operationTexts.migrate.differs("_cells", (await target.cells()).length, cells.length));
  const files = await moveFiles(source, target, faults, onProgress);
  if (faults.length === 0) await target.finish();
  return { documents: written, files, faults };
}

async function moveFiles(
  source: Side,
  target: Target,
  faults: Text[],
  onProgress: Progress,
): Promise<number> {
  let done = 0;
  // what was put at any time
  for await (const { hash, mediaType } of source.files.list({ putBefore: Number.MAX_SAFE_INTEGER })) {
    await target.files.putBytes(await buffer(await source.files.open(hash)), mediaType);
    const sum = createHash("sha256");
    const there = (await target.files.stat(hash)) !== null;
    if (there) await pipeline(await target.files.open(hash), sum);
    if (!there || sum.digest("hex") !== hash) faults.push(operationTexts.fault.fileHash(hash));
    done += 1;
    onProgress("files", done, done);
  }
  return done;
}

function fingerprintOf(values: readonly unknown[]): Fingerprint {
  const sum = new Fingerprint();
  for (const value of values) sum.add(value);
  return sum;
}
