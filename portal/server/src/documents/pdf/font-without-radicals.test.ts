import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { withoutRadicals } from "./font-without-radicals.ts";
import { packageFolder } from "./fonts.ts";

const font = await readFile(
  join(packageFolder("@expo-google-fonts/noto-serif-sc"), "400Regular", "NotoSerifSC_400Regular.ttf"),
);

function glyphOf(bytes: Buffer, character: number): number {
  const tables = bytes.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const at = 12 + index * 16;
    if (bytes.toString("latin1", at, at + 4) !== "cmap") continue;
    const cmap = bytes.readUInt32BE(at + 8);
    for (let record = 0; record < bytes.readUInt16BE(cmap + 2); record += 1) {
      const offset = cmap + bytes.readUInt32BE(cmap + 8 + record * 8);
      if (bytes.readUInt16BE(offset) !== 12) continue;
      for (let group = 0; group < bytes.readUInt32BE(offset + 12); group += 1) {
        const place = offset + 16 + group * 12;
        const start = bytes.readUInt32BE(place);
        if (character >= start && character <= bytes.readUInt32BE(place + 4))
          return bytes.readUInt32BE(place + 8) + character - start;
      }
      return 0;
    }
  }
  return 0;
}

describe("fonts without radicals", () => {
  const shorter = withoutRadicals(font);

  it("no longer draw the radical with the glyph of the character", () => {
    assert.equal(glyphOf(font, 0x2f8f), glyphOf(font, 0x884c));
    assert.equal(glyphOf(shorter, 0x2f8f), 0);
    assert.equal(glyphOf(shorter, 0x884c), glyphOf(font, 0x884c));
  });

  it("keep every other character", () => {
    for (let character = 0x20; character < 0x30000; character += 7)
      if (character < 0x2e80 || character > 0x2fdf)
        assert.equal(glyphOf(shorter, character), glyphOf(font, character));
  });

  it("add up: the sum over the whole font is the number that the format asks for", () => {
    let sum = 0;
    for (let at = 0; at < shorter.length; at += 4) sum = (sum + shorter.readUInt32BE(at)) >>> 0;
    assert.equal(sum, 0xb1b0afba);
  });

  it("are left as they are when the map is of another kind", () => {
    const other = Buffer.alloc(12);
    assert.equal(withoutRadicals(other), other);
  });
});
