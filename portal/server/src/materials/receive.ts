/** Takes the one file of a multipart request, streaming it to the files port. */
import type { Readable } from "node:stream";
import busboy from "busboy";
import type { Request } from "express";
import { InvalidError } from "../platform/errors.ts";
import { texts } from "./texts.ts";

/**
 * Runs `keep` on the stream of the field `file` and answers its result with the file's name. Throws InvalidError when
 * there is no such file, more than one, or the request breaks off.
 */
export async function receiveFile<T>(
  req: Request,
  maxBytes: number,
  keep: (stream: Readable) => Promise<T>,
): Promise<{ name: string; kept: T }> {
  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: req.headers,
      defParamCharset: "utf8",
      // one byte more than allowed comes through, so that the files port refuses it by name
      limits: { files: 1, fields: 0, parts: 2, fileSize: maxBytes + 1, headerPairs: 100 },
    });
  } catch {
    throw new InvalidError(texts.notMultipart, [], "file-missing");
  }
  return new Promise((resolve, reject) => {
    let work: Promise<{ name: string; kept: T }> | null = null;
    let extra = false;
    const fail = (error: unknown): void => {
      req.unpipe(parser);
      req.resume();
      reject(error);
    };
    parser.on("file", (field, stream, info) => {
      if (field !== "file" || work !== null) {
        extra = true;
        stream.resume();
        return;
      }
      work = keep(stream).then((kept) => ({ name: info.filename ?? "", kept }));
      work.catch(fail);
    });
    parser.on("filesLimit", () => {
      extra = true;
    });
    parser.on("error", () => fail(new InvalidError(texts.broken, [], "file-broken")));
    parser.on("close", () => {
      if (work === null || extra) fail(new InvalidError(texts.oneFile, [], "file-missing"));
      else work.then(resolve, reject);
    });
    req.on("aborted", () => fail(new InvalidError(texts.broken, [], "file-broken")));
    req.pipe(parser);
  });
}

/** A name fit to be shown and saved: no path, no control or direction characters, the ending that fits the bytes. */
export function cleanName(name: string, mediaType: string): string {
  const endings: Record<string, string[]> = {
    "application/pdf": ["pdf"],
    "image/jpeg": ["jpg", "jpeg"],
    "image/png": ["png"],
  };
  const base = (name.split(/[\\/]/).at(-1) ?? "")
    .normalize("NFC")
    // eslint wants no control characters in patterns; \p{C} is all of them, direction marks too
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const ending = endings[mediaType] ?? [];
  const dot = base.lastIndexOf(".");
  const has = dot > 0 && ending.includes(base.slice(dot + 1).toLowerCase());
  const stem = [...(has ? base.slice(0, dot) : base)].slice(0, 100).join("") || "file";
  return `${stem}.${has ? base.slice(dot + 1).toLowerCase() : (ending[0] ?? "bin")}`;
}
