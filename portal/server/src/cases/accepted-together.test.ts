import assert from "node:assert/strict";
import { it } from "node:test";
import { acceptedTogether } from "./accepted-together.ts";

const item = (
  id: string,
  department: string,
  at: number | null,
): Parameters<typeof acceptedTogether>[0][number] => ({
  id,
  department,
  acceptedAt: at,
  reached: at === null ? { RECEIVED: 1 } : { RECEIVED: 1, ACCEPTED: at },
});

it("one notice lists what an organ accepted at the same moment", () => {
  assert.deepEqual(
    acceptedTogether([item("food", "market", 5), item("filing", "market", 5), item("fire", "fire", 5)]),
    [
      { department: "market", settledAt: 5, caseItemIds: ["food", "filing"] },
      { department: "fire", settledAt: 5, caseItemIds: ["fire"] },
    ],
  );
});

it("an item that is accepted later stands in a notice of its own, and no item in two or in none", () => {
  const first = acceptedTogether([item("food", "market", 5), item("tobacco", "market", null)]);
  const then = acceptedTogether([item("food", "market", 5), item("tobacco", "market", 9)]);
  assert.deepEqual(first, [{ department: "market", settledAt: 5, caseItemIds: ["food"] }]);
  assert.deepEqual(then, [...first, { department: "market", settledAt: 9, caseItemIds: ["tobacco"] }]);
});

it("a deemed acceptance goes back to the receipt; its notice belongs to the moment it was settled", () => {
  const deemed = { ...item("sign", "city", 2), reached: { RECEIVED: 2, ACCEPTED: 400 } };
  assert.equal(acceptedTogether([deemed])[0]?.settledAt, 400);
});
