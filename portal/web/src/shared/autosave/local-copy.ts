/** A copy of unsaved text on this device, so that nothing is lost when server or network are away. */
import { mergeData, sameValue } from "../conflict/merge.ts";
import type { Merge } from "../conflict/merge.ts";

export interface LocalCopy<T> {
  at: string;
  /** Version of the server's text that the copy was made from. */
  version: number;
  value: T;
  /** The server's text at that version. */
  base?: T;
  /** What was sent last without hearing back: the server may have it. */
  sent?: T;
}

export interface TakenUp {
  /** When the copy was made. */
  at: string;
  data: Record<string, unknown>;
  /** Set when somebody (perhaps this device, whose answer was lost) saved meanwhile and a person must choose. */
  merge: Merge | null;
}

/**
 * What to go on with: the copy itself while the server's text is the one it was made from, else both merged. Null when
 * there is no copy or the server has everything in it.
 */
export function takeUp(
  copy: LocalCopy<Record<string, unknown>> | null,
  version: number,
  theirs: Record<string, unknown>,
): TakenUp | null {
  if (copy === null) return null;
  if (copy.version === version) return { at: copy.at, data: copy.value, merge: null };
  if (copy.base === undefined) return null;
  const merge = mergeData(copy.base, theirs, copy.value, copy.sent);
  if (sameValue(merge.merged, theirs)) return null;
  return { at: copy.at, data: merge.merged, merge: merge.conflicts.length > 0 ? merge : null };
}

const PREFIX = "onewindow.unsaved.";

export function readLocalCopy<T>(key: string): LocalCopy<T> | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as LocalCopy<T>);
  } catch {
    return null;
  }
}

/** False when the device keeps nothing (private mode, full). */
export function writeLocalCopy<T>(key: string, copy: LocalCopy<T>): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function dropLocalCopy(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}
