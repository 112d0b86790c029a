/** Looks at the plain bytes of an upload: whether something else hides before, inside or behind it, and its dimensions. */

export type ByteFault = "trailing" | "script" | "size" | "unreadable";

const maxSide = 30_000;
const maxPixels = 200_000_000;

/** Null when nothing is wrong. */
export function byteFault(bytes: Uint8Array, mediaType: string): ByteFault | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === "application/pdf") return pdfFault(buffer);
  if (mediaType === "image/png") return pngFault(buffer);
  if (mediaType === "image/jpeg") return jpegFault(buffer);
  return "unreadable";
}

function pdfFault(buffer: Buffer): ByteFault | null {
  const head = buffer.indexOf("%PDF-");
  if (head < 0) return "unreadable";
  if (!/^[\s\u00ef\u00bb\u00bf]*$/.test(buffer.subarray(0, head).toString("latin1"))) return "trailing";
  const end = buffer.lastIndexOf("%%EOF");
  if (end < 0) return "unreadable";
  const behind = buffer.subarray(end + 5);
  if (behind.some((byte) => byte !== 0 && byte !== 10 && byte !== 13 && byte !== 32 && byte !== 26))
    return "trailing";
  for (const word of ["/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia"])
    if (buffer.includes(word)) return "script";
  return null;
}

function pngFault(buffer: Buffer): ByteFault | null {
  let at = 8;
  let seenHead = false;
  while (at + 12 <= buffer.length) {
    const length = buffer.readUInt32BE(at);
    const type = buffer.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") {
      if (length !== 13 || at + 20 > buffer.length) return "unreadable";
      seenHead = true;
      if (impossible(buffer.readUInt32BE(at + 8), buffer.readUInt32BE(at + 12))) return "size";
    }
    at += 12 + length;
    if (type === "IEND") return !seenHead ? "unreadable" : at === buffer.length ? null : "trailing";
  }
  return "unreadable";
}

function jpegFault(buffer: Buffer): ByteFault | null {
  let at = 2;
  let seenSize = false;
  while (at + 4 <= buffer.length) {
    if (buffer[at] !== 0xff) return "unreadable";
    const marker = buffer[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = buffer.readUInt16BE(at + 2);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (at + 9 > buffer.length) return "unreadable";
      seenSize = true;
      if (impossible(buffer.readUInt16BE(at + 7), buffer.readUInt16BE(at + 5))) return "size";
    }
    if (marker === 0xda) break;
    at += 2 + length;
  }
  if (!seenSize) return "unreadable";
  const end = buffer.lastIndexOf(Buffer.from([0xff, 0xd9]));
  if (end < 0) return "unreadable";
  // phones add pictures of their own behind the first one; what runs or unpacks somewhere may not be there
  const text = buffer.toString("latin1");
  return /<script|<html|<!doctype|<svg|<\?php|%PDF-|PK\u0003\u0004|#!\//i.test(text) ? "trailing" : null;
}

function impossible(width: number, height: number): boolean {
  return width === 0 || height === 0 || width > maxSide || height > maxSide || width * height > maxPixels;
}
