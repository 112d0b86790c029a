/**
 * What a disk may hold after a crash. SQLite in WAL mode with synchronous=FULL writes in a fixed order: a new header
 * of the log when it starts over, then a sync; the frames of a commit, then a sync; now and then pages of the file,
 * then a sync. What is not synced when the machine stops may be there, be missing, be torn, in any order, sector by
 * sector. From the files as they were after one commit and after the next, this gives every such disk in between.
 */

/** The two files, byte for byte. */
export interface Disk {
  readonly file: Buffer;
  readonly wal: Buffer;
}

/** What the crash cut short. */
export type Moment = "header" | "frames" | "checkpoint" | "done";

const SECTOR = 512;
const HEADER = 32;

export interface Crash {
  readonly moment: Moment;
  readonly disk: Disk;
}

/** A disk between `before` (all synced) and `after` (the next commit has returned). `random` gives [0, 1). */
export function crashBetween(before: Disk, after: Disk, random: () => number): Crash {
  const headerChanged = !before.wal.subarray(0, HEADER).equals(after.wal.subarray(0, HEADER));
  const fileChanged = !before.file.equals(after.file);
  const moments: Moment[] = ["frames", "frames", "done"];
  if (headerChanged && before.wal.length > 0) moments.push("header");
  if (fileChanged) moments.push("checkpoint", "checkpoint");
  const moment = moments[Math.floor(random() * moments.length)] ?? "done";
  return { moment, disk: diskAt(moment, before, after, random) };
}

function diskAt(moment: Moment, before: Disk, after: Disk, random: () => number): Disk {
  switch (moment) {
    case "header": {
      const wal = Buffer.from(before.wal);
      mix(wal.subarray(0, HEADER), after.wal.subarray(0, HEADER), 1 + Math.floor(random() * 8), random);
      return { file: before.file, wal };
    }
    case "frames":
      return { file: before.file, wal: tornLog(before.wal, after.wal, random) };
    case "checkpoint": {
      const length = random() < 0.5 ? after.file.length : before.file.length;
      const file = Buffer.alloc(Math.max(length, before.file.length));
      before.file.copy(file);
      mix(file, after.file, SECTOR, random);
      return { file, wal: after.wal };
    }
    case "done":
      return after;
  }
}

/** The header is synced; of the rest each sector is new, old, or torn, and the end may be missing. */
function tornLog(before: Buffer, after: Buffer, random: () => number): Buffer {
  const longest = Math.max(before.length, after.length);
  const wal = Buffer.alloc(longest);
  before.copy(wal);
  after.copy(wal, 0, 0, Math.min(HEADER, after.length));
  const style = random();
  if (style < 0.3) {
    // an ordinary stop: the beginning is there, the rest is not
    const from = firstDifference(before, after);
    const end = from + Math.floor(random() * (after.length - from + 1));
    after.copy(wal, 0, 0, end);
    return wal.subarray(0, Math.max(end, before.length));
  }
  mix(wal.subarray(HEADER), after.subarray(HEADER), SECTOR, random);
  if (style < 0.6 && longest > before.length) {
    return wal.subarray(0, before.length + Math.floor(random() * (longest - before.length)));
  }
  return wal;
}

/**
 * Overwrites parts that differ with the new ones, with noise, or not at all. Bytes in front of what was written stay
 * as they were: the one thing that SQLite takes for granted of a disk (its "powersafe overwrite").
 */
function mix(target: Buffer, source: Buffer, size: number, random: () => number): void {
  const keep = random();
  for (let at = 0; at < target.length; at += size) {
    const part = source.subarray(at, at + size);
    if (part.equals(target.subarray(at, at + size))) continue;
    const dice = random();
    if (dice < keep) part.copy(target, at);
    else if (dice > 0.97) {
      const end = Math.min(at + size, target.length);
      const from = at + firstDifference(part, target.subarray(at, end));
      for (let byte = from; byte < end; byte += 1) target[byte] = Math.floor(random() * 256);
    }
  }
}

function firstDifference(a: Buffer, b: Buffer): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at += 1;
  return at;
}
