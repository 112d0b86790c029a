/** Answers with a file's bytes: inline, in ranges, never as anything that could run. */
import { pipeline } from "node:stream/promises";
import type { Request, Response } from "express";
import { NotFoundError } from "../platform/errors.ts";
import type { FilesPort } from "../platform/files/port.ts";
import { texts } from "./texts.ts";

export interface ServedFile {
  hash: string;
  /** Shown when it is saved. */
  name: string;
  mediaType: string;
}

/** Throws NotFoundError when the bytes are gone. */
export async function serveFile(
  files: FilesPort,
  req: Request,
  res: Response,
  file: ServedFile,
): Promise<void> {
  const stored = await files.stat(file.hash);
  if (stored === null) throw new NotFoundError(texts.noFile, "file-not-found");
  res.setHeader("Content-Type", file.mediaType);
  res.setHeader("Content-Disposition", disposition(file.name));
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  res.setHeader("Cache-Control", "private, no-cache");
  res.setHeader("Accept-Ranges", "bytes");
  res.setHeader("ETag", `"${file.hash}"`);
  if (req.headers["if-none-match"] === `"${file.hash}"`) {
    res.status(304).end();
    return;
  }
  const range = readRange(req.headers.range, stored.size);
  if (range === "unsatisfiable") {
    res.setHeader("Content-Range", `bytes */${stored.size}`);
    res.status(416).end();
    return;
  }
  if (range !== null) {
    res.status(206);
    res.setHeader("Content-Range", `bytes ${range.start}-${range.end}/${stored.size}`);
  }
  res.setHeader("Content-Length", range === null ? stored.size : range.end - range.start + 1);
  if (req.method === "HEAD") {
    res.end();
    return;
  }
  const bytes = await files.open(file.hash, range ?? undefined);
  try {
    await pipeline(bytes, res);
  } catch (error) {
    // the reader went away in the middle: nothing is left to answer
    if ((error as { code?: string }).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const coded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `inline; filename="${plain}"; filename*=UTF-8''${coded}`;
}

/** One range of RFC 9110; several, or a unit that is not bytes, are answered with the whole. */
export function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null || (match[1] === "" && match[2] === "")) return null;
  const first = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return first > last || first >= size ? "unsatisfiable" : { start: first, end: last };
}
