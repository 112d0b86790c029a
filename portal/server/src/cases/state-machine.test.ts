import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { ItemStatus } from "./api.ts";
import {
  decidedStates,
  derivedOutcome,
  derivedStatus,
  finalStates,
  mayGo,
  transitions,
} from "./state-machine.ts";
import type { ItemFacts } from "./state-machine.ts";

const states = Object.keys(transitions) as ItemStatus[];
const facts = fc.record<ItemFacts>({
  acceptance: fc.constantFrom("window", "department", "none"),
  accepted: fc.boolean(),
  decision: fc.constantFrom("grant", "refuse", null),
  missingMaterials: fc.nat({ max: 2 }),
});

/** A walk of random wishes: refused ones change nothing. */
const walk = fc
  .tuple(facts, fc.array(fc.constantFrom(...states), { maxLength: 60 }))
  .map(([known, wishes]) => {
    const path: ItemStatus[] = ["SUBMITTED"];
    for (const wish of wishes) {
      const here = path.at(-1) ?? "SUBMITTED";
      if (mayGo(here, wish, known).allowed) path.push(wish);
    }
    return { known, path };
  });

describe("the states of an item", () => {
  it("are never left once they are final", () => {
    fc.assert(fc.property(walk, ({ path }) => path.slice(0, -1).every((state) => !finalStates.has(state))));
  });
  it("know no withdrawal or termination after the decision", () => {
    fc.assert(
      fc.property(walk, ({ path }) => {
        const decided = path.findIndex((state) => decidedStates.has(state));
        const after = decided < 0 ? [] : path.slice(decided);
        return !after.some((state) => state === "WITHDRAWN" || state === "TERMINATED" || state === "LAPSED");
      }),
    );
  });
  it("grant nothing without acceptance, a grant, and all tolerated materials", () => {
    fc.assert(
      fc.property(walk, ({ known, path }) => {
        const at = path.indexOf("GRANTED");
        if (at < 0) return true;
        return (
          path.slice(0, at).includes("ACCEPTED") && known.decision === "grant" && known.missingMaterials === 0
        );
      }),
    );
  });
  it("never ask for a correction after acceptance (1.2a rule 10)", () => {
    fc.assert(
      fc.property(walk, ({ path }) => {
        const accepted = path.indexOf("ACCEPTED");
        return accepted < 0 || !path.slice(accepted).includes("SUPPLEMENT");
      }),
    );
  });
  it("of a system check go past acceptance, limit and decision", () => {
    fc.assert(
      fc.property(walk, ({ known, path }) => {
        if (known.acceptance !== "none") return true;
        return !path.some((state) =>
          ["RECEIVED", "ACCEPTED", "SUPPLEMENT", "GRANTED", "SUSPENDED"].includes(state),
        );
      }),
    );
  });
  it("suspend only what is in review, and go back to it", () => {
    fc.assert(
      fc.property(walk, ({ path }) =>
        path.every(
          (state, at) =>
            state !== "SUSPENDED" ||
            (path[at - 1] === "IN_REVIEW" &&
              ["IN_REVIEW", "WITHDRAWN", "TERMINATED", undefined].includes(path[at + 1])),
        ),
      ),
    );
  });
  it("are all reachable", () => {
    const seen = new Set<ItemStatus>(["SUBMITTED"]);
    for (let before = 0; before !== seen.size;) {
      before = seen.size;
      for (const from of [...seen])
        for (const to of Object.keys(transitions[from])) seen.add(to as ItemStatus);
    }
    assert.deepEqual([...seen].sort(), [...states].sort());
  });
});

describe("a case", () => {
  it("shows its least advanced open item", () => {
    assert.equal(derivedStatus(["CLOSED", "IN_REVIEW", "RECEIVED", "WAITING"]), "RECEIVED");
    assert.equal(derivedStatus(["CLOSED", "TERMINATED"]), null);
  });
  it("is done, partly done or not done by what became of its items", () => {
    assert.equal(derivedOutcome(["checked", "granted", "granted"]), "DONE");
    assert.equal(derivedOutcome(["checked", "granted", "refused"]), "PARTLY_DONE");
    assert.equal(derivedOutcome(["checked", "refused", "not-accepted"]), "NOT_DONE");
    assert.equal(derivedOutcome(["terminated"]), "NOT_DONE");
  });
});
