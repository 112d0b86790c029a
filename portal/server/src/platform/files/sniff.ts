/** The media type that a file's own bytes show. Names and declared types are never believed. */
import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";

const HEAD = 65_536;
export const UNKNOWN_TYPE = "application/octet-stream";

/** Answers `application/octet-stream` when nothing is recognised. */
export async function sniffFile(path: string): Promise<string> {
  const head = await readHead(path);
  const found = own(head);
  if (found) return found;
  const guess = await fileTypeFromFile(path);
  if (guess) return guess.mime;
  return looksLikeText(head) ? "text/plain" : UNKNOWN_TYPE;
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(HEAD);
    const { bytesRead } = await file.read(buffer, 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** What a general detector misses: pages and drawings that carry scripts, and PDF behind a few stray bytes. */
function own(head: Buffer): string | null {
  const start = head.subarray(0, 1024).toString("latin1");
  if (start.includes("%PDF-")) return "application/pdf";
  const markup = start
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*(<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(markup))
    return "image/svg+xml";
  if (/^(<!--[^]*?-->\s*)*<(!doctype html|html|head|body|script)[\s>]/.test(markup)) return "text/html";
  return null;
}

/** UTF-8 (a character may be cut at the end of the head) without control characters other than white space. */
function looksLikeText(head: Buffer): boolean {
  if (head.length === 0) return false;
  const whole = head.length < HEAD ? head : head.subarray(0, HEAD - 4);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(whole, { stream: head.length === HEAD });
    return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f]/.test(text);
  } catch {
    return false;
  }
}
