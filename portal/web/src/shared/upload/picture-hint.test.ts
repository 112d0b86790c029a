import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pictureHint } from "./picture-hint.ts";

const width = 320;
const height = 240;
/** A small generator with a fixed seed: the same noise at every run. */
function noise(amplitude: number): () => number {
  let state = 7;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return (state / 2147483648 - 0.5) * 2 * amplitude;
  };
}
const picture = (at: (x: number, y: number) => number): Float64Array =>
  Float64Array.from({ length: width * height }, (_, n) => at(n % width, Math.floor(n / width)));
/** Lines of "letters" on paper. */
const page = (): Float64Array => {
  const grain = noise(3);
  return picture((x, y) => (y % 16 < 6 && x % 8 < 4 && x > 20 && x < 300 ? 30 : 235) + grain());
};
function blurred(grey: Float64Array, radius: number): Float64Array {
  const pass = (from: Float64Array, step: number): Float64Array =>
    from.map((_, at) => {
      let sum = 0;
      let n = 0;
      for (let by = -radius; by <= radius; by += 1) {
        const value = from[at + by * step];
        if (value !== undefined) {
          sum += value;
          n += 1;
        }
      }
      return sum / n;
    });
  return pass(pass(grey, 1), width);
}

describe("a photo of a document", () => {
  it("that is sharp gives no hint", () => {
    assert.equal(pictureHint(page(), width, height), null);
  });
  it("that is out of focus looks blurred", () => {
    assert.equal(pictureHint(blurred(blurred(page(), 5), 5), width, height), "blurred");
  });
  it("of an empty sheet, with the grain of the camera and the shade of a lamp, looks blank", () => {
    const grain = noise(6);
    const sheet = picture((x) => 215 + x / 40 + grain());
    assert.equal(pictureHint(sheet, width, height), "blank");
  });
  it("taken with the lens covered looks blank", () => {
    const grain = noise(4);
    assert.equal(
      pictureHint(
        picture(() => 8 + grain()),
        width,
        height,
      ),
      "blank",
    );
  });
  it("with one stamp on an empty sheet is not blank", () => {
    const grain = noise(3);
    const stamp = picture(
      (x, y) => (Math.hypot(x - 250, y - 180) < 25 && (x + y) % 5 < 2 ? 60 : 230) + grain(),
    );
    assert.equal(pictureHint(stamp, width, height), null);
  });
  it("goes by limits that the office sets", () => {
    const strict = { sharpness: 1e9, content: 0.001, standsOff: 40 };
    assert.equal(pictureHint(page(), width, height, strict), "blurred");
  });
  it("of a few pixels says nothing", () => {
    assert.equal(pictureHint([0, 0, 0, 0], 2, 2), null);
  });
});
