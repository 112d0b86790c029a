/** The web app: hashed assets for ever, pages always fresh, both compressed once and kept. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, RequestHandler, Response } from "express";
import { LRUCache } from "lru-cache";
import { NotFoundError, AppError } from "../errors.ts";
import { platformTexts } from "../texts.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
  ".pdf": "application/pdf",
};
const PACKED = new Set([
  ".html",
  ".js",
  ".mjs",
  ".css",
  ".json",
  ".webmanifest",
  ".svg",
  ".txt",
  ".map",
  ".ttf",
  ".wasm",
]);
/** Screens of staff name people, whose user names may have dots: `/a/users/food.review`. */
const WORKPLACE = /^\/(en\/)?[aw]\//;
const MIN_PACKED_BYTES = 1024;
const CACHE_BYTES = 64 * 1_048_576;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Serves `folder`; addresses without a file ending that are no API get `index.html`, which finds its own way. */
export function serveWebApp(folder: string): RequestHandler {
  const cache = new LRUCache<string, Buffer>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (bytes) => bytes.length + 1,
  });

  const send = async (req: Request, res: Response, file: string): Promise<boolean> => {
    const info = await stat(file).catch(() => null);
    if (!info?.isFile()) return false;
    const ending = path.extname(file);
    const encoding = PACKED.has(ending) && info.size >= MIN_PACKED_BYTES ? encodingFor(req) : null;
    const tag = `"${info.size.toString(36)}-${Math.trunc(info.mtimeMs).toString(36)}${encoding ? `-${encoding}` : ""}"`;
    res.setHeader("Content-Type", TYPES[ending] ?? "application/octet-stream");
    res.setHeader("Vary", "Accept-Encoding");
    res.setHeader("ETag", tag);
    const forEver = path.relative(folder, file).startsWith(`assets${path.sep}`);
    res.setHeader("Cache-Control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
    if (req.headers["if-none-match"] === tag) {
      res.status(304).end();
      return true;
    }
    const key = `${file} ${tag}`;
    let bytes = cache.get(key);
    if (!bytes) {
      const plain = await readFile(file);
      bytes = encoding === null ? plain : await pack(plain, encoding);
      cache.set(key, bytes);
    }
    if (encoding !== null) res.setHeader("Content-Encoding", encoding);
    res.setHeader("Content-Length", bytes.length);
    res.status(200).end(req.method === "HEAD" ? undefined : bytes);
    return true;
  };

  return async (req, res, next) => {
    if ((req.method !== "GET" && req.method !== "HEAD") || /^\/(api|test)(\/|$)/.test(req.path))
      return next();
    const wanted = decodeURIComponent(req.path);
    const file = path.join(folder, wanted);
    if (!(file + path.sep).startsWith(path.join(folder, path.sep)) || wanted.includes("\0"))
      throw new NotFoundError(platformTexts.notFound);
    if (wanted !== "/" && path.extname(wanted) !== "" && !WORKPLACE.test(wanted)) {
      if (await send(req, res, file)) return;
      throw new NotFoundError(platformTexts.notFound);
    }
    if (await send(req, res, path.join(folder, "index.html"))) return;
    throw new AppError({ code: "web-missing", status: 503, detail: platformTexts.webMissing });
  };
}

function encodingFor(req: Request): "br" | "gzip" | null {
  const accepted = req.get("accept-encoding") ?? "";
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : null;
}

function pack(plain: Buffer, encoding: "br" | "gzip"): Promise<Buffer> {
  return encoding === "br"
    ? brotli(plain, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
      })
    : gzipped(plain, { level: 9 });
}
