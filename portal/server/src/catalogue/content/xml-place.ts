import type { Place } from "./fault.ts";

/** Where an element with this id begins in an XML file; the file as a whole when there is none. */
export function lineOfId(file: string, xml: string, id: string): Place {
  const at = id === "" ? -1 : xml.indexOf(` id="${id}"`);
  if (at < 0) return { file, line: id === "" ? 0 : 1, column: 1 };
  return placeAt(file, xml, at + 1);
}

/** The place of a character. */
export function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { file, line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}
