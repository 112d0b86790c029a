import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { boxBetween, fitBox, keyedBox, placeOf, turnedBox, unturnedBox } from "./box.ts";

const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.05 };

describe("a region of a page", () => {
  it("goes where the page goes when it is turned, and back", () => {
    assert.deepEqual(turnedBox(box, 90), { x: 0.75, y: 0.1, w: 0.05, h: 0.3 });
    assert.deepEqual(turnedBox(box, 180), { x: 0.6, y: 0.75, w: 0.3, h: 0.05 });
    assert.deepEqual(turnedBox(box, 270), { x: 0.2, y: 0.6, w: 0.05, h: 0.3 });
    for (const degrees of [0, 90, 180, 270])
      assert.deepEqual(unturnedBox(turnedBox(box, degrees), degrees), box, String(degrees));
  });
  it("drawn from any corner to any other is the same, and stays on the page", () => {
    assert.deepEqual(boxBetween([0.5, 0.5], [0.2, 0.8]), { x: 0.2, y: 0.5, w: 0.3, h: 0.3 });
    assert.deepEqual(boxBetween([0.9, 0.9], [1.4, -0.2]), { x: 0.9, y: 0, w: 0.1, h: 0.9 });
    assert.deepEqual(boxBetween([1, 1], [1, 1]), { x: 0.995, y: 0.995, w: 0.005, h: 0.005 });
  });
  it("is moved by arrows and sized by arrows with Shift, never beyond the page", () => {
    assert.deepEqual(keyedBox(box, "ArrowRight", false), { ...box, x: 0.11 });
    assert.deepEqual(keyedBox({ ...box, x: 0 }, "ArrowLeft", false), { ...box, x: 0 });
    assert.deepEqual(keyedBox(box, "ArrowDown", true), { ...box, h: 0.06 });
    assert.deepEqual(keyedBox({ ...box, w: 0.9 }, "ArrowRight", true), { ...box, w: 0.9 });
    assert.equal(keyedBox(box, "Enter", false), null);
    assert.deepEqual(fitBox({ x: -1, y: 2, w: 0, h: 3 }), { x: 0, y: 0, w: 0.005, h: 1 });
  });
  it("is said in words by the ninth of the page that its middle lies in", () => {
    assert.equal(placeOf(box), "top_left");
    assert.equal(placeOf({ x: 0.4, y: 0.9, w: 0.2, h: 0.1 }), "bottom_middle");
  });
});
