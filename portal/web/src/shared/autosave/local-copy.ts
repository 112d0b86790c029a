/** A copy of unsaved text on this device, so that nothing is lost when server or network are away. */
export interface LocalCopy<T> {
  at: string;
  /** Version of the server's text that the copy was made from. */
  version: number;
  value: T;
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
