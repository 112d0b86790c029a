import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ItemStatus } from "./api.ts";
import type { StoredItem } from "./model.ts";
import { confirms, dependantsOf, holdersOf, withdrawalBar } from "./withdrawal.ts";

type Item = Parameters<typeof withdrawalBar>[0];
const item = (
  id: string,
  status: ItemStatus,
  after: string[] = [],
  more: Partial<StoredItem> = {},
): Item => ({
  id: `1-${id}`,
  itemId: id,
  status,
  after,
  result: null,
  acceptance: "window",
  decision: null,
  ...more,
});

describe("what an applicant may withdraw", () => {
  it("is every item that is not decided yet", () => {
    for (const status of [
      "WAITING",
      "RECEIVED",
      "SUPPLEMENT",
      "ACCEPTED",
      "IN_REVIEW",
      "SUSPENDED",
      "APPROVAL",
    ] as const)
      assert.equal(withdrawalBar(item("a", status), false), null, status);
  });
  it("is nothing that is decided, also when the decision has only just been handed in", () => {
    for (const status of ["GRANTED", "REFUSED", "CERTIFYING", "READY", "DELIVERED", "CLOSED"] as const)
      assert.match(withdrawalBar(item("a", status), false)?.en ?? "", /decided/, status);
    assert.match(withdrawalBar(item("a", "APPROVAL"), true)?.en ?? "", /decided/);
    const decision = { outcome: "grant" as const, submissionId: "s", at: 1, by: "x" };
    assert.match(withdrawalBar(item("a", "APPROVAL", [], { decision }), false)?.en ?? "", /decided/);
  });
  it("is neither what has ended nor a check by the system, and each says why", () => {
    assert.match(withdrawalBar(item("a", "WITHDRAWN"), false)?.zh ?? "", /申请人撤回/);
    assert.match(withdrawalBar(item("a", "TERMINATED"), false)?.zh ?? "", /终止办理/);
    assert.match(
      withdrawalBar(item("a", "IN_REVIEW", [], { acceptance: "none" }), false)?.zh ?? "",
      /系统核验/,
    );
  });
});

describe("what falls with a withdrawal", () => {
  const items = [
    item("food", "IN_REVIEW"),
    item("sign", "WAITING", ["food"]),
    item("light", "WAITING", ["sign", "fire"]),
    item("fire", "IN_REVIEW"),
    item("late", "TERMINATED", ["food"]),
  ];
  it("are the items that wait for it, and those that wait for them", () => {
    assert.deepEqual(dependantsOf(items, ["1-food"]), ["1-sign", "1-light"]);
    assert.deepEqual(dependantsOf(items, ["1-fire"]), ["1-light"]);
  });
  it("is not what is withdrawn itself, nor what goes on without it", () => {
    assert.deepEqual(dependantsOf(items, ["1-food", "1-sign"]), ["1-light"]);
    assert.deepEqual(dependantsOf(items, ["1-light"]), []);
  });
});

it("Those who had the item in hand are told: the window before acceptance, the department after it", () => {
  const window = { department: "tobacco", acceptance: "department" as const };
  assert.deepEqual(holdersOf(window, "RECEIVED"), ["window:clerk", "tobacco:reviewer"]);
  assert.deepEqual(holdersOf({ department: "food", acceptance: "window" }, "APPROVAL"), [
    "food:reviewer",
    "food:decider",
  ]);
  assert.deepEqual(holdersOf(window, "WAITING"), []);
});

it("The last four digits of the number confirm, nothing else does", () => {
  assert.ok(confirms("37078326030200017", " 0017 "));
  assert.ok(!confirms("37078326030200017", "00017"));
  assert.ok(!confirms("37078326030200017", ""));
});
