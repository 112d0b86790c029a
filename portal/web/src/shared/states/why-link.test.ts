import assert from "node:assert/strict";
import { test } from "node:test";
import { whyOf } from "./why-link.ts";

test("a refused address asks why about the thing that stands in it", () => {
  assert.equal(whyOf("/w/cases/37078326030200017"), "/a/why?what=case:37078326030200017&action=read");
  assert.equal(whyOf("/en/w/tasks/2251"), "/a/why?what=task:2251&action=read");
  assert.equal(whyOf("/a/audit"), "/a/why?what=audit&action=view");
  assert.equal(whyOf("/apply/01ABC/materials"), "/a/why?what=draft:01ABC&action=read");
  assert.equal(whyOf("/a/users"), "/a/why?what=person&action=view");
  assert.equal(whyOf("/services"), null);
});
