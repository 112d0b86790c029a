/**
 * How a query over members of an array is carried out. "All open tasks of my groups, by due date" must not gather all
 * of them first: the side table has the members in the order of the sort, so the first page is the first rows.
 */
import type { Filter, Scalar } from "../port.ts";
import { afterCursor, orderBy, type SortKey } from "./order.ts";
import type { Statements } from "./statements.ts";
import { besideScope, conjuncts, isPlain, marks, memberTest, type MemberTest } from "./members.ts";
import { bound, expression, indexName, quoted, shapeOf, type SideIndex, type Table } from "./table.ts";
import { where, type Scope, type Sql } from "./where.ts";

export interface Wanted {
  filter: Filter | undefined;
  /** Ends in the id; null when only their number is asked for. */
  keys: SortKey[] | null;
  /** Values of the keys to start after. */
  after?: Scalar[];
  /** At most so many; -1 for all. */
  limit: number;
}

/** Where the reading begins. */
interface Start extends MemberTest {
  index: SideIndex | null;
}

/** From how many documents on a way of reading is given up for another. What is found is the same. */
export interface PlanSizes {
  /** Sets smaller than this are read whole and sorted. */
  few: number;
  /** Sets smaller than this, too, when a look at the first documents says that reading on in order takes longer. */
  many: number;
  /** How many documents that look takes in. */
  sample: number;
}
export const planSizes: PlanSizes = { few: 2_000, many: 300_000, sample: 500 };

/** SQL that gives the ids in order (column `id`), or null when no side table helps. */
export function plan(statements: Statements, table: Table, limits: PlanSizes, wanted: Wanted): Sql | null {
  const { keys, limit } = wanted;
  const parts = conjuncts(wanted.filter);
  const equal = new Map<string, Scalar>();
  for (const part of parts)
    if ("eq" in part && part.eq[1] !== null && shapeOf(table, part.eq[0]) === "scalar") equal.set(...part.eq);
  const tests = parts.flatMap((part) => memberTest(table, part) ?? []);
  if (tests.length === 0) return null;
  const start = bestStart(tests, equal, keys);

  const others = tests.filter((test) => test.part !== start?.part && test.members.length === 1);
  const few = smallScalar(statements, table, equal, start?.index?.fields ?? [], limits.few);
  const small = rarest(statements, others, limits.few);
  if (few !== null && few.size <= (small?.size ?? limits.few)) return fromDocuments(table, wanted, few.index);
  const gathered = (test: MemberTest): Sql => fromSide(table, wanted, whole(test), parts, equal, start);
  if (small && small.size < limits.few) return gathered(small.test);
  if (!start) return null;
  if (small) {
    const { seen, hits } = look(statements, table, limits, wanted, start, parts, equal);
    // how many entries are read in order until there are enough
    const expected = seen < limits.sample ? seen : hits > 0 && limit > 0 ? (limit / hits) * seen : Infinity;
    if (hits === seen) return fromSide(table, wanted, start, parts, equal, null);
    const most = Math.min(limits.many, Math.ceil(expected));
    const next = most < limits.few ? null : rarest(statements, others, most);
    if (next !== null && (next.size < most || keys === null)) {
      const all =
        keys === null
          ? readUntilEnough(statements, limits, limit, next, (sample) =>
              fromSide(table, { ...wanted, limit: -1 }, whole(next.test), parts, equal, start, sample),
            )
          : next.size;
      // the columns beside the member may leave fewer to be read in order
      if (all < expected && candidates(statements, table, start, parts, Math.ceil(all)) >= all)
        return gathered(next.test);
    }
  }
  return fromSide(table, wanted, start, parts, equal, null);
}

/** How many entries the columns beside the member leave over, of which no more than `most` are counted. */
function candidates(
  statements: Statements,
  table: Table,
  start: Start,
  parts: Filter[],
  most: number,
): number {
  const plain = where(
    table,
    { and: parts.filter((part) => isPlain(part, start.side)) },
    besideScope([{ alias: "s", side: start.side }]),
  );
  let size = 0;
  for (const member of start.members) {
    const row = statements.get(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${quoted(start.side.name)} AS s ${
        start.index ? `INDEXED BY ${quoted(start.index.name)} ` : ""
      }WHERE s.m = ? AND ${plain.text} LIMIT ?)`,
      [member, ...plain.values, most - size],
    );
    size += Number(row?.["n"] ?? 0);
    if (size >= most) return most;
  }
  return size;
}

/** How many of the documents that have a member are read until `limit` of them meet the whole filter. */
function readUntilEnough(
  statements: Statements,
  limits: PlanSizes,
  limit: number,
  member: { size: number },
  sampled: (sample: number) => Sql,
): number {
  if (limit < 0) return member.size;
  const { text, values } = sampled(limits.sample);
  const row = statements.get(`SELECT count(*) AS n FROM (${text})`, values);
  const hits = Number(row?.["n"] ?? 0);
  return hits === 0 ? member.size : Math.min(member.size, (limit / hits) * limits.sample);
}

/** The member that the fewest documents have, of which no more than `most` are counted. */
function rarest(
  statements: Statements,
  tests: MemberTest[],
  most: number,
): { test: MemberTest; size: number } | null {
  let best: { test: MemberTest; size: number } | null = null;
  for (const test of tests) {
    const size = sizeOf(statements, test, best?.size ?? most);
    if (best === null || size < best.size) best = { test, size };
  }
  return best;
}

const whole = (test: MemberTest): Start => ({ ...test, index: null });

/** The index that the filter fixes most of, and whose rest is the order that is asked for. */
function bestStart(
  tests: MemberTest[],
  equal: ReadonlyMap<string, Scalar>,
  keys: SortKey[] | null,
): Start | null {
  let best: { start: Start; fixed: number } | null = null;
  for (const test of tests) {
    for (const index of [null, ...test.side.indexes]) {
      const fields = index?.fields ?? [];
      const end = fields.findIndex((field) => !equal.has(field));
      const fixed = end < 0 ? fields.length : end;
      const order = fields.slice(fixed);
      if (keys !== null) {
        const open = keys.filter((key) => key.field !== "id" && !equal.has(key.field));
        const turns = new Set([...open, ...keys.slice(-1)].map((key) => key.down));
        if (turns.size > 1 || open.map((key) => key.field).join() !== order.join()) continue;
      }
      if (best === null || fixed > best.fixed) best = { start: { ...test, index }, fixed };
    }
  }
  return best?.start ?? null;
}

function sizeOf(statements: Statements, { side, members }: MemberTest, most: number): number {
  const row = statements.get(
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${quoted(side.name)} WHERE m = ? LIMIT ?)`,
    [members[0] ?? null, most],
  );
  return Number(row?.["n"] ?? 0);
}

/** An index of the documents themselves whose first field the filter fixes to a value that few have. */
function smallScalar(
  statements: Statements,
  table: Table,
  equal: ReadonlyMap<string, Scalar>,
  fixed: readonly string[],
  most: number,
): { index: string; size: number } | null {
  let best: { index: string; size: number } | null = null;
  const seen = new Set(fixed);
  for (const { fields } of table.definition.indexes) {
    const [field = ""] = fields;
    const value = equal.get(field);
    if (value === undefined || field === "id" || seen.has(field)) continue;
    if (fields.some((one) => table.fields.get(one) === "array")) continue;
    seen.add(field);
    const index = indexName(table.name, fields);
    const row = statements.get(
      `SELECT count(*) AS n FROM (SELECT 1 FROM ${quoted(table.name)} INDEXED BY ${quoted(index)} WHERE ${expression(field)} = ? LIMIT ?)`,
      [bound(value), most],
    );
    const size = Number(row?.["n"] ?? 0);
    if (size < most && (best === null || size < best.size)) best = { index, size };
  }
  return best;
}

const documents: Scope = {
  column: (field) => (field === "id" ? "t.id" : expression(field)),
  id: "t.id",
  probe: true,
};

function fromDocuments(table: Table, { filter, keys, after, limit }: Wanted, index: string): Sql {
  const condition = where(table, filter, documents);
  const start = keys && after ? afterCursor(keys, after, documents.column) : { text: "1", values: [] };
  const order = keys ? ` ORDER BY ${orderBy(keys, documents.column)}` : "";
  return {
    text: `SELECT t.id AS id FROM ${quoted(table.name)} AS t INDEXED BY ${quoted(index)} WHERE ${condition.text} AND ${start.text}${order} LIMIT ?`,
    values: [...condition.values, ...start.values, limit],
  };
}

/**
 * Reads the members of `start`. With `beside`, another condition over members, each one's entry there is looked up, too:
 * it has the columns that filter and sort need, and no document is read for them. With `sample` only so many are read.
 */
function fromSide(
  table: Table,
  { keys, after, limit }: Wanted,
  start: Start,
  parts: Filter[],
  equal: ReadonlyMap<string, Scalar>,
  beside: MemberTest | null,
  sample?: number,
): Sql {
  const scope = besideScope([
    { alias: "s", side: start.side },
    ...(beside === null ? [] : [{ alias: "g", side: beside.side }]),
  ]);
  const rest = where(
    table,
    { and: parts.filter((part) => part !== start.part && part !== beside?.part) },
    scope,
  );
  const from = keys && after ? cursor(keys, after, equal, scope) : { text: "1", values: [] };
  const columns = (keys ?? []).map((key, at) => `, ${scope.column(key.field)} AS k${at}`).join("");
  const read =
    sample === undefined
      ? quoted(start.side.name)
      : `(SELECT * FROM ${quoted(start.side.name)} WHERE m = ? LIMIT ?)`;
  const source = `${read} AS s ${start.index ? `INDEXED BY ${quoted(start.index.name)} ` : ""}${
    beside === null
      ? ""
      : `CROSS JOIN ${quoted(beside.side.name)} AS g ON g.m IN (${marks(beside.members)}) AND g.id = s.id `
  }${scope.usesDocument ? `CROSS JOIN ${quoted(table.name)} AS t ON t.id = s.id ` : ""}`;
  const select = beside !== null && beside.members.length > 1 ? "SELECT DISTINCT" : "SELECT";
  const branches = start.members.map((member, at): Sql => {
    // pages merge the members in order; a number takes one after the other, leaving out what was there before
    const before = keys === null ? start.members.slice(0, at) : [];
    const read = {
      text: `${select} s.id AS id${columns} FROM ${source}WHERE s.m = ? AND ${rest.text} AND ${from.text}`,
      values: [
        ...(sample === undefined ? [] : [member, sample]),
        ...(beside?.members ?? []),
        member,
        ...rest.values,
        ...from.values,
      ],
    };
    if (before.length === 0) return read;
    // LIMIT keeps the two apart: looking up what was there before is asked last, of the few that meet the rest
    return {
      text: `SELECT n.id AS id FROM (${read.text} LIMIT -1) AS n WHERE NOT EXISTS (SELECT 1 FROM ${quoted(start.side.name)} AS e WHERE e.m IN (${marks(before)}) AND e.id = n.id)`,
      values: [...read.values, ...before],
    };
  });
  const order = (keys ?? []).map((key, at) => `k${at} ${key.down ? "DESC" : "ASC"}`).join(", ");
  return {
    text: `${branches.map((branch) => branch.text).join(keys === null ? " UNION ALL " : " UNION ")}${
      keys === null ? "" : ` ORDER BY ${order}`
    } LIMIT ?`,
    values: [...branches.flatMap((branch) => branch.values), limit],
  };
}

/** After the cursor. A key that the filter fixes to the cursor's value says nothing, and would hide the index. */
function cursor(keys: SortKey[], after: Scalar[], equal: ReadonlyMap<string, Scalar>, scope: Scope): Sql {
  const open = keys.map((_, at) => at).filter((at) => equal.get(keys[at]?.field ?? "") !== after[at]);
  return afterCursor(
    open.flatMap((at) => keys[at] ?? []),
    open.map((at) => after[at] ?? null),
    (field) => scope.column(field),
  );
}

/** Looks at the first entries in order: how many of them meet the whole filter. */
function look(
  statements: Statements,
  table: Table,
  limits: PlanSizes,
  { keys, after }: Wanted,
  start: Start,
  parts: Filter[],
  equal: ReadonlyMap<string, Scalar>,
): { seen: number; hits: number } {
  const scope = besideScope([{ alias: "s", side: start.side }]);
  const rest = parts.filter((part) => part !== start.part);
  const probes = rest.filter((part) => memberTest(table, part) !== null);
  const inner = where(
    table,
    { and: rest.filter((part) => !probes.includes(part) && isPlain(part, start.side)) },
    scope,
  );
  const from = keys && after ? cursor(keys, after, equal, scope) : { text: "1", values: [] };
  const test = where(table, { and: probes }, scope);
  let seen = 0;
  let hits = 0;
  for (const member of start.members) {
    const row = statements.get(
      `SELECT count(*) AS n, sum(${test.text}) AS hits FROM (SELECT s.id AS id FROM ${quoted(start.side.name)} AS s ${
        start.index ? `INDEXED BY ${quoted(start.index.name)} ` : ""
      }WHERE s.m = ? AND ${inner.text} AND ${from.text} LIMIT ?) AS s`,
      [...test.values, member, ...inner.values, ...from.values, limits.sample],
    );
    seen += Number(row?.["n"] ?? 0);
    hits += Number(row?.["hits"] ?? 0);
  }
  return { seen, hits };
}
