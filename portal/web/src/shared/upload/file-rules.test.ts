import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal, typeNames } from "./file-rules.ts";

const wanted = { accept: ["application/pdf", "image/jpeg"], maxBytes: 100 };

test("a file too big or of another kind is refused before it is sent; an unknown kind is left to the server", () => {
  assert.equal(refusal(wanted, { size: 101, type: "application/pdf" }), "size");
  assert.equal(refusal(wanted, { size: 1, type: "text/html" }), "type");
  assert.equal(refusal(wanted, { size: 1, type: "" }), null);
  assert.equal(refusal({ ...wanted, accept: ["pdf"] }, { size: 1, type: "application/pdf" }), null);
  assert.equal(typeNames(["application/pdf", "jpg", "image/x-odd"]), "PDF / JPG / X-ODD");
});
