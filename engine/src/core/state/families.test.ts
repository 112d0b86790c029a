import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { StateWriter } from "./backend.ts";
import { BucketFamily } from "./bucket-family.ts";
import { KeyedFamily } from "./family.ts";
import type { Family, FamilyHost, Restorable } from "./family.ts";
import { MemoryBackend } from "./memory-backend.ts";
import { OrderedFamily } from "./ordered-family.ts";

/** A state of three families over a store in memory, with next to no cache. */
class Small implements FamilyHost {
  readonly journal: unknown[] = [];
  persistedKey = 0;
  lastKey = 0;
  readonly cacheRows = 2;
  readonly strict = true;
  violations = 0;
  readonly keyed: KeyedFamily<number, { n: number }> = new KeyedFamily<number, { n: number }>(
    this,
    "keyed",
    "integer",
  );
  readonly bucket: BucketFamily<number, string, number> = new BucketFamily<number, string, number>(
    this,
    "bucket",
    "integer",
    "text",
  );
  readonly ordered: OrderedFamily = new OrderedFamily(this, "ordered");
  readonly families: Family[] = [this.keyed, this.bucket, this.ordered];
  readonly backend: MemoryBackend = new MemoryBackend(this.families.map((family) => family.spec));
  readonly reader: MemoryBackend = this.backend;

  commit(): void {
    for (const family of this.families) family.flush(this.backend);
    for (const family of this.families) family.committed();
    this.journal.length = 0;
    this.persistedKey = this.lastKey;
  }
  undo(mark: number): void {
    for (let at = this.journal.length - 2; at >= mark; at -= 2) {
      (this.journal[at] as Restorable).restore(this.journal[at + 1]);
    }
    this.journal.length = mark;
  }
  reset(): void {
    for (const family of this.families) family.reset();
    this.journal.length = 0;
    this.lastKey = this.persistedKey;
  }
}

interface Model {
  keyed: Map<number, number>;
  bucket: Map<string, number>;
  ordered: Set<string>;
}
const copy = (model: Model): Model => structuredClone(model);

const small = fc.integer({ min: 1, max: 6 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), key: small, value: fc.nat(9) }),
  fc.record({ kind: fc.constant("delete" as const), key: small }),
  fc.record({
    kind: fc.constant("putIn" as const),
    key: small,
    sub: fc.constantFrom("a", "b"),
    value: fc.nat(9),
  }),
  fc.record({ kind: fc.constant("deleteIn" as const), key: small, sub: fc.constantFrom("a", "b") }),
  fc.record({ kind: fc.constant("clear" as const), key: small }),
  fc.record({ kind: fc.constant("toggle" as const), key: small, order: fc.nat(3) }),
);
const command = fc.record({
  steps: fc.array(step, { maxLength: 8 }),
  end: fc.constantFrom("keep" as const, "undo" as const, "commit" as const, "reset" as const),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function apply(state: Small, model: Model, { kind, key, ...rest }: Step): void {
  state.lastKey = Math.max(state.lastKey, key);
  if (kind === "put" && "value" in rest) {
    state.keyed.put(key, { n: rest.value });
    model.keyed.set(key, rest.value);
  } else if (kind === "delete" && model.keyed.delete(key)) {
    state.keyed.delete(key);
  } else if (kind === "putIn" && "sub" in rest && "value" in rest) {
    state.bucket.put(key, rest.sub, rest.value);
    model.bucket.set(`${key} ${rest.sub}`, rest.value);
  } else if (kind === "deleteIn" && "sub" in rest) {
    state.bucket.delete(key, rest.sub);
    model.bucket.delete(`${key} ${rest.sub}`);
  } else if (kind === "clear") {
    state.bucket.clear(key);
    for (const sub of ["a", "b"]) model.bucket.delete(`${key} ${sub}`);
  } else if (kind === "toggle" && "order" in rest) {
    const id = `${rest.order} ${key}`;
    if (model.ordered.delete(id)) state.ordered.remove("q", rest.order, key);
    else {
      state.ordered.add("q", rest.order, key);
      model.ordered.add(id);
    }
  }
}

function check(state: Small, model: Model): void {
  for (let key = 1; key <= 6; key += 1) {
    assert.equal(state.keyed.get(key)?.n, model.keyed.get(key));
    const rows = [...state.bucket.rows(key)].map(([sub, value]) => `${sub} ${value}`).sort();
    const wanted = ["a", "b"].flatMap((sub) => {
      const value = model.bucket.get(`${key} ${sub}`);
      return value === undefined ? [] : [`${sub} ${value}`];
    });
    assert.deepEqual(rows, wanted);
    assert.equal(state.bucket.isEmpty(key), wanted.length === 0);
  }
  const queue = state.ordered.first("q", 100).map(([order, key]) => `${order} ${key}`);
  assert.deepEqual(queue, [...model.ordered].sort());
}

test("families show what was written, whatever is cached, undone, committed or lost", () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
      const state = new Small();
      let model: Model = { keyed: new Map(), bucket: new Map(), ordered: new Set() };
      let stored = copy(model);
      for (const { steps, end } of commands) {
        const before = copy(model);
        const mark = state.journal.length;
        for (const one of steps) apply(state, model, one);
        check(state, model);
        if (end === "undo") {
          state.undo(mark);
          model = before;
        } else if (end === "commit") {
          state.commit();
          stored = copy(model);
        } else if (end === "reset") {
          state.reset();
          model = copy(stored);
        }
        check(state, model);
      }
      state.commit();
      const { keyed = [] } = state.backend.dump();
      assert.deepEqual(keyed, [...model.keyed].map(([key, n]) => `${key} {"n":${n}}`).sort());
    }),
    { numRuns: 300 },
  );
});

test("a queue longer than its window in memory gives all members in order, across commits", () => {
  const state = new Small();
  for (let key = 5000; key > 0; key -= 1) {
    state.ordered.add("q", key % 7, key);
    if (key % 900 === 0) state.commit();
  }
  state.commit();
  const seen: string[] = [];
  for (let head = state.ordered.head("q"); head !== undefined; head = state.ordered.head("q")) {
    seen.push(`${head[0]} ${head[1]}`);
    state.ordered.remove("q", head[0], head[1]);
    if (seen.length % 500 === 0) state.commit();
  }
  const wanted = Array.from({ length: 5000 }, (_, index) => [(index + 1) % 7, index + 1] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([order, key]) => `${order} ${key}`);
  assert.deepEqual(seen, wanted);
});

test("a row that came and went within one batch is never written", () => {
  const state = new Small();
  const written: string[] = [];
  const spy: StateWriter = {
    setCount: () => written.push("setCount"),
    put: () => written.push("put"),
    delete: () => written.push("delete"),
    putIn: () => written.push("putIn"),
    deleteIn: () => written.push("deleteIn"),
    add: () => written.push("add"),
    remove: () => written.push("remove"),
  };
  state.lastKey = 1;
  state.keyed.insert(1, { n: 1 });
  state.keyed.delete(1);
  state.bucket.put(1, "a", 1);
  state.bucket.clear(1);
  state.ordered.add("q", 1, 1);
  state.ordered.remove("q", 1, 1);
  for (const family of state.families) family.flush(spy);
  assert.deepEqual(written, []);
});

test("a violated precondition is thrown when strict", () => {
  const state = new Small();
  state.keyed.insert(1, { n: 1 });
  assert.throws(() => state.keyed.insert(1, { n: 2 }), /precondition/);
  assert.throws(() => state.keyed.update(2, { n: 2 }), /precondition/);
  assert.throws(() => state.keyed.delete(2), /precondition/);
  assert.equal(state.violations, 3);
});
