/**
 * Takes the code points of Kangxi and CJK radicals (U+2E80–2FDF) out of a TrueType font's character map. The Noto fonts
 * draw 行 and ⾏ with one glyph; a PDF then says that the glyph means the radical, and nobody finds or reads out 行政.
 * Layout: OpenType specification, tables `cmap` (formats 12 and 14) and `head`.
 */

const firstRadical = 0x2e80;
const lastRadical = 0x2fdf;

interface Table {
  tag: string;
  bytes: Buffer;
}

/** The font with the shorter map; the same bytes when it has no full map (format 12). */
export function withoutRadicals(font: Buffer): Buffer {
  const tables = readTables(font);
  const map = tables.find(({ tag }) => tag === "cmap");
  const shorter = map && shorterMap(map.bytes);
  if (!map || !shorter) return font;
  return writeFont(
    font.readUInt32BE(0),
    tables.map((table) => (table === map ? { tag: "cmap", bytes: shorter } : table)),
  );
}

function readTables(font: Buffer): Table[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const at = 12 + index * 16;
    const start = font.readUInt32BE(at + 8);
    return {
      tag: font.toString("latin1", at, at + 4),
      bytes: font.subarray(start, start + font.readUInt32BE(at + 12)),
    };
  });
}

function shorterMap(cmap: Buffer): Buffer | null {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => {
    const offset = cmap.readUInt32BE(4 + index * 8 + 4);
    return { offset, format: cmap.readUInt16BE(offset) };
  });
  const full = subtables.find(({ format }) => format === 12);
  if (full === undefined) return null;
  const groups = groupsOf(cmap, full.offset).flatMap(withoutRange);
  const body = Buffer.alloc(16 + groups.length * 12);
  body.writeUInt16BE(12, 0);
  body.writeUInt32BE(body.length, 4);
  body.writeUInt32BE(groups.length, 12);
  groups.forEach(([start, end, glyph], index) => {
    body.writeUInt32BE(start, 16 + index * 12);
    body.writeUInt32BE(end, 20 + index * 12);
    body.writeUInt32BE(glyph, 24 + index * 12);
  });
  const variants = subtables.find(({ format }) => format === 14);
  const selectors = variants
    ? cmap.subarray(variants.offset, variants.offset + cmap.readUInt32BE(variants.offset + 2))
    : Buffer.alloc(0);
  const head = 4 + 8 * (variants ? 3 : 2);
  const records: [platform: number, encoding: number, offset: number][] = [
    [0, 4, head],
    ...(variants ? [[0, 5, head + body.length] as [number, number, number]] : []),
    [3, 10, head],
  ];
  const header = Buffer.alloc(head);
  header.writeUInt16BE(records.length, 2);
  records.forEach(([platform, encoding, offset], index) => {
    header.writeUInt16BE(platform, 4 + index * 8);
    header.writeUInt16BE(encoding, 6 + index * 8);
    header.writeUInt32BE(offset, 8 + index * 8);
  });
  return Buffer.concat([header, body, selectors]);
}

type Group = [start: number, end: number, glyph: number];

function groupsOf(cmap: Buffer, offset: number): Group[] {
  return Array.from({ length: cmap.readUInt32BE(offset + 12) }, (_, index) => {
    const at = offset + 16 + index * 12;
    return [cmap.readUInt32BE(at), cmap.readUInt32BE(at + 4), cmap.readUInt32BE(at + 8)];
  });
}

function withoutRange([start, end, glyph]: Group): Group[] {
  if (end < firstRadical || start > lastRadical) return [[start, end, glyph]];
  const kept: Group[] = [];
  if (start < firstRadical) kept.push([start, firstRadical - 1, glyph]);
  if (end > lastRadical) kept.push([lastRadical + 1, end, glyph + lastRadical + 1 - start]);
  return kept;
}

function writeFont(kind: number, tables: Table[]): Buffer {
  const directory = Buffer.alloc(12 + tables.length * 16);
  directory.writeUInt32BE(kind, 0);
  directory.writeUInt16BE(tables.length, 4);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE(tables.length * 16 - power * 16, 10);
  let offset = directory.length;
  const bodies = tables.map(({ tag, bytes }, index) => {
    const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4);
    bytes.copy(padded);
    if (tag === "head") padded.writeUInt32BE(0, 8); // the whole font's sum goes here, counted without itself
    const at = 12 + index * 16;
    directory.write(tag, at, "latin1");
    directory.writeUInt32BE(sumOf(padded), at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(bytes.length, at + 12);
    offset += padded.length;
    return padded;
  });
  const font = Buffer.concat([directory, ...bodies]);
  const head = tables.findIndex(({ tag }) => tag === "head");
  if (head >= 0)
    font.writeUInt32BE((0xb1b0afba - sumOf(font)) >>> 0, directory.readUInt32BE(12 + head * 16 + 8) + 8);
  return font;
}

function sumOf(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
