/**
 * What the citizen's home page costs to load: the page, its scripts and styles, compressed as the server sends them
 * (gzip), beside the limit of 250 kB. Builds the web app when it has not been built.
 */
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const ROOT = path.resolve(import.meta.dirname, "..");
const DIST = path.join(ROOT, "dist");
const LIMIT_KB = 250;

export interface SizeRow {
  name: string;
  unit: string;
  ours: number;
  peer: string;
  peerValue: number;
  /** ours / peerValue: below 1 keeps the limit. */
  ratio: number;
}

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

/** Files that the entry loads before anything is opened: static imports and their styles. */
export function filesOf(manifest: Record<string, Chunk>, entry: string): string[] {
  const seen = new Set<string>();
  const files = new Set<string>();
  const walk = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const next of chunk.imports ?? []) walk(next);
  };
  walk(entry);
  return [...files];
}

function gzipKb(file: string): number {
  return gzipSync(fs.readFileSync(file), { level: 6 }).length / 1000;
}

export async function run(): Promise<SizeRow[]> {
  const manifestFile = path.join(DIST, ".vite/manifest.json");
  if (!fs.existsSync(manifestFile)) await build({ root: ROOT, logLevel: "silent" });
  const manifest = JSON.parse(fs.readFileSync(manifestFile, "utf8")) as Record<string, Chunk>;
  const files = [
    path.join(DIST, "index.html"),
    ...filesOf(manifest, "index.html").map((file) => path.join(DIST, file)),
  ];
  const total = files.reduce((sum, file) => sum + gzipKb(file), 0);
  const ours = Math.round(total * 10) / 10;
  return [
    {
      name: "citizen home, transferred",
      unit: "kB gzip",
      ours,
      peer: "limit",
      peerValue: LIMIT_KB,
      ratio: ours / LIMIT_KB,
    },
  ];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const row of await run())
    console.log(`${row.name}: ${row.ours} ${row.unit}, ${row.peer} ${row.peerValue}`);
}
