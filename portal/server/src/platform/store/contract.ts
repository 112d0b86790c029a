/** What every adapter of the store port must keep. Called by sqlite.test.ts, later by the other adapters' tests. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { ConflictError, InvalidError } from "../errors.ts";
import { compareScalars, matches, valuesAt } from "./filter.ts";
import { defineCollection, type Filter, type Scalar, type Store, type Stored } from "./port.ts";

const thing = z.object({
  name: z.string(),
  code: z.string(),
  size: z.number().nullable(),
  open: z.boolean().optional(),
  place: z.object({ town: z.string().nullable() }).optional(),
  tags: z.array(z.string()),
  parts: z.array(z.object({ kind: z.string().nullable(), weight: z.number().optional() })),
});
type Thing = z.infer<typeof thing>;
const indexes = [
  { fields: ["name"] },
  { fields: ["size"] },
  { fields: ["open", "size"] },
  { fields: ["place.town", "name"] },
  { fields: ["tags", "open"] },
  { fields: ["open", "tags", "size", "name"] },
  { fields: ["tags", "name", "size"] },
  { fields: ["tags"] },
  { fields: ["parts.kind"], deferred: true },
  { fields: ["parts.weight"] },
];

/** Registers the suite for one adapter. `open` gives an empty store, `dispose` removes what it made. */
export function storeContract(name: string, open: () => Promise<Store>, dispose: () => Promise<void>): void {
  describe(`store contract: ${name}`, () => {
    let store: Store;
    before(async () => {
      store = await open();
    });
    after(async () => {
      await store.close();
      await dispose();
    });
    let made = 0;
    const fresh = () =>
      defineCollection<Thing>({ name: `things-${(made += 1)}`, schema: thing, indexes, unique: [["code"]] });
    const sample = (id: string, change: Partial<Thing> = {}): Thing & { id: string } => ({
      id,
      name: id,
      code: id,
      size: 1,
      tags: [],
      parts: [],
      ...change,
    });

    it("finds a document by members whose entries are made later, through every change of it", async () => {
      const things = fresh();
      const found = async (kind: string) =>
        (await store.collection(things).find({ filter: { contains: ["parts.kind", kind] } })).rows.map(
          ({ id }) => id,
        );
      const parts = (...kinds: string[]) => ({ parts: kinds.map((kind) => ({ kind })) });
      const kept = async (id: string) => {
        const document = await store.collection(things).get(id);
        assert.ok(document);
        return document;
      };
      await store.transaction((tx) => {
        for (const id of ["a", "b", "c"]) tx.insert(things, sample(id, parts("x", "y")));
      });
      const [a, b] = [await kept("a"), await kept("b")];
      await store.transaction((tx) => {
        tx.update(things, { ...a, ...parts("z") });
        tx.remove(things, b);
      });
      assert.deepEqual([await found("x"), await found("z")], [["c"], ["a"]]);
      const [again, c] = [await kept("a"), await kept("c")];
      await store.transaction((tx) => {
        tx.update(things, { ...again, ...parts("x") });
        tx.remove(things, c);
        tx.insert(things, sample("d", parts("y")));
      });
      assert.deepEqual([await found("x"), await found("y"), await found("z")], [["a"], ["d"], []]);
      assert.equal(await store.collection(things).count({ not: { contains: ["parts.kind", "x"] } }), 1);
    });

    it("gives back what was written, with its id and version 1", async () => {
      const things = fresh();
      await store.transaction((tx) => tx.insert(things, sample("a", { place: { town: "台头镇" } })));
      assert.deepEqual(await store.collection(things).get("a"), {
        ...sample("a", { place: { town: "台头镇" } }),
        version: 1,
      });
      assert.equal(await store.collection(things).get("b"), null);
    });

    it("reads many in the order asked for, leaving out what is not there", async () => {
      const things = fresh();
      await store.transaction((tx) => ["a", "b", "c"].forEach((id) => tx.insert(things, sample(id))));
      const rows = await store.collection(things).getMany(["c", "x", "a", "c"]);
      assert.deepEqual(
        rows.map((row) => row.id),
        ["c", "a"],
      );
    });

    it("counts versions and refuses an update of a version that has moved on, changing nothing", async () => {
      const things = fresh();
      await store.transaction((tx) => tx.insert(things, sample("a")));
      await store.transaction((tx) => tx.update(things, { ...sample("a", { name: "second" }), version: 1 }));
      await assert.rejects(
        store.transaction((tx) => {
          tx.insert(things, sample("b"));
          tx.update(things, { ...sample("a", { name: "third" }), version: 1 });
        }),
        (error: unknown) =>
          error instanceof ConflictError && error.code === "conflict" && error.data["found"] === 2,
      );
      const row = await store.collection(things).get("a");
      assert.deepEqual([row?.name, row?.version], ["second", 2]);
      assert.equal(await store.collection(things).get("b"), null);
    });

    it("refuses to remove a version that has moved on, and removes the right one", async () => {
      const things = fresh();
      await store.transaction((tx) => tx.insert(things, sample("a", { tags: ["x"] })));
      await assert.rejects(
        store.transaction((tx) => tx.remove(things, { id: "a", version: 2 })),
        ConflictError,
      );
      await store.transaction((tx) => tx.remove(things, { id: "a", version: 1 }));
      assert.equal(await store.collection(things).count(), 0);
      assert.equal(await store.collection(things).count({ contains: ["tags", "x"] }), 0);
    });

    it("refuses a second document with the same id or the same unique field", async () => {
      const things = fresh();
      await store.transaction((tx) => tx.insert(things, sample("a")));
      await assert.rejects(
        store.transaction((tx) => tx.insert(things, sample("a", { code: "other" }))),
        (error: unknown) => error instanceof ConflictError && error.code === "exists",
      );
      await assert.rejects(
        store.transaction((tx) => tx.insert(things, sample("b", { code: "a" }))),
        (error: unknown) => error instanceof ConflictError && String(error.data["fields"]) === "code",
      );
      assert.equal(await store.collection(things).count(), 1);
    });

    it("refuses a document that its schema does not allow, naming collection, document and place", async () => {
      const things = fresh();
      const wrong = { ...sample("a"), parts: [{ kind: 3 }] } as unknown as Thing & { id: string };
      await assert.rejects(
        store.transaction((tx) => tx.insert(things, wrong)),
        /Collection "things-\d+", document "a": at \/parts\/0\/kind/,
      );
    });

    it("refuses a filter over a field that is not declared", async () => {
      const things = fresh();
      await assert.rejects(
        store.collection(things).count({ eq: ["nowhere", 1] }),
        /field "nowhere" is not declared/,
      );
    });

    it("keeps transactions that arrive together apart: a lost race hurts no neighbour", async () => {
      const things = fresh();
      const results = await Promise.allSettled(
        Array.from({ length: 40 }, (_, at) =>
          store.transaction((tx) => tx.insert(things, sample(`n${at}`, { code: `c${at % 20}` }))),
        ),
      );
      assert.equal(results.filter((result) => result.status === "fulfilled").length, 20);
      assert.equal(await store.collection(things).count(), 20);
    });

    it("numbers without gaps: a commit that fails uses no number", async () => {
      const things = fresh();
      await store.transaction((tx) => tx.insert(things, sample("taken", { code: "taken" })));
      const numbers: number[] = [];
      const counter = `counter-${things.name}`;
      await Promise.allSettled(
        Array.from({ length: 30 }, (_, at) =>
          store.transaction((tx) =>
            tx.next(counter, (value) => {
              tx.insert(things, sample(`n${at}`, { code: at % 3 === 0 ? "taken" : `k${at}`, size: value }));
            }),
          ),
        ),
      );
      for (const row of (await store.collection(things).find({ filter: { ne: ["code", "taken"] } })).rows) {
        numbers.push(row.size ?? 0);
      }
      assert.deepEqual(
        numbers.sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, at) => at + 1),
      );
    });

    it("keeps a named text in the transaction and takes it back with it", async () => {
      const things = fresh();
      const cell = `cell-${things.name}`;
      const seen: (string | null)[] = [];
      const push = (letter: string) => (value: string | null) => {
        seen.push(value);
        return (value ?? "") + letter;
      };
      await store.transaction((tx) => tx.insert(things, sample("a")));
      await Promise.allSettled([
        store.transaction((tx) => tx.cell(cell, push("x"))),
        store.transaction((tx) => {
          tx.cell(cell, push("lost"));
          tx.insert(things, sample("a"));
        }),
        store.transaction((tx) => tx.cell(cell, push("y"))),
      ]);
      await store.transaction((tx) => tx.cell(cell, push("z")));
      assert.deepEqual(seen, [null, "x", "x", "xy"]);
      assert.equal(await store.cell(cell), "xyz");
      assert.equal(await store.cell("never written"), null);
    });

    it("refuses a cursor that is none", async () => {
      const things = fresh();
      await assert.rejects(store.collection(things).find({ after: "nonsense" }), InvalidError);
    });

    it("aggregates by declared fields", async () => {
      const things = fresh();
      await store.transaction((tx) => {
        for (const [id, size, open] of [
          ["a", 1, true],
          ["b", 4, true],
          ["c", null, false],
          ["d", 10, false],
        ] as const) {
          tx.insert(things, sample(id, { size, open }));
        }
      });
      const collection = store.collection(things);
      assert.deepEqual(
        await collection.aggregate({ measure: "sum", field: "size", filter: { gt: ["size", 1] } }),
        [{ group: {}, value: 14 }],
      );
      const counted = await collection.aggregate({
        measure: "count",
        by: ["name"],
        filter: { lte: ["name", "b"] },
      });
      assert.deepEqual(counted, [
        { group: { name: "a" }, value: 1 },
        { group: { name: "b" }, value: 1 },
      ]);
      assert.deepEqual(
        await collection.aggregate({ measure: "max", field: "size", filter: { eq: ["name", "none"] } }),
        [{ group: {}, value: null }],
      );
    });

    it("finds, counts, sorts and pages like a filter over an array in memory", async () => {
      await fc.assert(
        fc.asyncProperty(
          documents,
          fc.array(filters, { minLength: 1, maxLength: 8 }),
          sorts,
          fc.integer({ min: 1, max: 7 }),
          async (documentsMade, filterList, sort, limit) => {
            const things = fresh();
            const all: (Thing & Stored)[] = documentsMade.map((made, at) => ({
              ...made,
              id: `d${at}`,
              code: `d${at}`,
              version: 1,
            }));
            // each document was another one before: what indexes held of that is gone
            await store.transaction((tx) =>
              all.forEach(({ id, code }, at) =>
                tx.insert(things, { ...(all[at + 1] ?? sample(id)), id, code }),
              ),
            );
            await store.transaction((tx) => all.forEach((document) => tx.update(things, document)));
            const collection = store.collection(things);
            for (const filter of filterList) {
              const expected = all.filter((document) => matches(document, filter)).sort(order(sort));
              assert.equal(await collection.count(filter), expected.length, JSON.stringify(filter));
              assert.equal(
                await collection.count(filter, { atMost: limit }),
                Math.min(limit, expected.length),
                JSON.stringify(filter),
              );
              const found: string[] = [];
              let after: string | undefined;
              do {
                const page = await collection.find({
                  filter,
                  sort,
                  limit,
                  ...(after === undefined ? {} : { after }),
                });
                found.push(...page.rows.map((row) => row.id));
                after = page.next ?? undefined;
              } while (after !== undefined);
              assert.deepEqual(
                found,
                expected.map((document) => document.id),
                JSON.stringify({ filter, sort }),
              );
            }
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}

const words = fc.constantFrom("", "a", "b", "ab", "开办", "𠮷", "Z");
const numbers = fc.constantFrom(-2, 0, 0.5, 1, 7);
const documents = fc.array(
  fc.record({
    name: words,
    code: fc.constant(""),
    size: fc.option(numbers),
    open: fc.option(fc.boolean(), { nil: undefined }),
    place: fc.option(fc.record({ town: fc.option(words) }), { nil: undefined }),
    tags: fc.array(words, { maxLength: 3 }),
    parts: fc.array(fc.record({ kind: fc.option(words), weight: fc.option(numbers, { nil: undefined }) }), {
      maxLength: 3,
    }),
  }),
  { maxLength: 12 },
);

const fields: [string, fc.Arbitrary<string | number>][] = [
  ["name", words],
  ["size", numbers],
  ["place.town", words],
  ["tags", words],
  ["parts.kind", words],
  ["parts.weight", numbers],
];
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  ...fields.map(([field, value]) => {
    const orNull: fc.Arbitrary<Scalar> = fc.option(value);
    return fc.oneof<fc.Arbitrary<Filter>[]>(
      orNull.map((v) => ({ eq: [field, v] })),
      orNull.map((v) => ({ ne: [field, v] })),
      orNull.map((v) => ({ contains: [field, v] })),
      fc.array(orNull, { maxLength: 3 }).map((v) => ({ in: [field, v] })),
      fc.array(orNull, { maxLength: 3 }).map((v) => ({ nin: [field, v] })),
      fc.boolean().map((v) => ({ exists: [field, v] })),
      // bounds of the other type, too: they meet nothing
      fc
        .oneof(value, words, numbers)
        .chain((v) =>
          fc.constantFrom<Filter>(
            { gt: [field, v] },
            { gte: [field, v] },
            { lt: [field, v] },
            { lte: [field, v] },
          ),
        ),
    );
  }),
  fc.constantFrom<Filter>(
    { eq: ["open", true] },
    { eq: ["open", false] },
    { ne: ["open", true] },
    { eq: ["open", null] },
  ),
);
/** What lists ask: one of some members, beside fixed fields. */
const lists: fc.Arbitrary<Filter> = fc
  .record({
    tags: fc.array(words, { minLength: 1, maxLength: 3 }),
    kind: fc.option(words),
    open: fc.option(fc.boolean()),
    size: fc.option(numbers),
    other: fc.option(leaf),
  })
  .map(({ tags, kind, open, size, other }) => ({
    and: [
      { or: [{ in: ["tags", tags] }, ...tags.slice(1).map((tag): Filter => ({ contains: ["tags", tag] }))] },
      ...(kind === null ? [] : [{ contains: ["parts.kind", kind] } satisfies Filter]),
      { and: open === null ? [] : [{ eq: ["open", open] } satisfies Filter] },
      ...(size === null ? [] : [{ eq: ["size", size] } satisfies Filter]),
      ...(other === null ? [] : [other]),
    ],
  }));
const filters: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf,
    lists,
    fc.array(tie("filter"), { maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie("filter"), { maxLength: 3 }).map((or) => ({ or })),
    tie("filter").map((not) => ({ not })),
  ),
})).filter;
const sorts = fc.constantFrom<string[][]>(
  [],
  ["name"],
  ["-name"],
  ["size", "-name"],
  ["size", "name"],
  ["-size", "-name"],
  ["name", "size"],
  ["-size"],
  ["-place.town", "-size"],
  ["-id"],
  ["open"],
);

function order(sort: string[]): (left: object, right: object) => number {
  const down = (sort.at(-1) ?? "").startsWith("-");
  return (left, right) => {
    for (const key of [...sort, down ? "-id" : "id"]) {
      const field = key.replace(/^-/, "");
      const [a, b] = [left, right].map((side) => {
        const value = valuesAt(side, field)[0] ?? null;
        return typeof value === "boolean" ? Number(value) : value;
      });
      const result =
        a === null || b === null
          ? Number(a !== null) - Number(b !== null)
          : (compareScalars(a ?? null, b ?? null) ?? 0);
      if (result !== 0) return key.startsWith("-") ? -result : result;
    }
    return 0;
  };
}
