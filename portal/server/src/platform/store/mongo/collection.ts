/** Reading a collection of MongoDB. */
import { DeclarationError, shapeOf } from "../declared.ts";
import type { Collection, Filter, PageOf, Query, Scalar, Stored } from "../port.ts";
import { cursorOf, readCursor, sortKeys } from "../sorting.ts";
import { documentOf, type Opened } from "./opened.ts";
import { pathOf } from "./schema.ts";
import { afterCursor, orderBy, where, type Condition } from "./where.ts";

const DEFAULT_LIMIT = 1000;
const MAX_LIMIT = 10_000;

export function mongoCollection<T extends object>(opened: Opened): Collection<T> {
  const { native, declared } = opened;

  async function find(query: Query = {}): Promise<PageOf<T & Stored>> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
      throw new DeclarationError(
        declared.name,
        `limit ${limit} is not a whole number from 1 to ${MAX_LIMIT}`,
      );
    const keys = sortKeys(declared, query.sort);
    const condition = where(declared, query.filter);
    const filter: Condition =
      query.after === undefined
        ? condition
        : { $and: [condition, afterCursor(keys, readCursor(keys, query.after))] };
    await opened.ready;
    const found = await native
      .find(filter)
      .sort(orderBy(keys))
      .limit(limit + 1)
      .toArray();
    const rows = found.slice(0, limit).map((raw) => documentOf<T>(raw));
    const last = rows.at(-1);
    return { rows, next: found.length > limit && last ? cursorOf(keys, last) : null };
  }

  return {
    async get(id) {
      await opened.ready;
      const raw = await native.findOne({ _id: id });
      return raw ? documentOf<T>(raw) : null;
    },
    async getMany(ids) {
      const wanted = [...new Set(ids)];
      if (wanted.length === 0) return [];
      await opened.ready;
      const found = await native.find({ _id: { $in: wanted } }).toArray();
      const known = new Map(found.map((raw) => [raw._id, raw]));
      return wanted.flatMap((id) => {
        const raw = known.get(id);
        return raw ? [documentOf<T>(raw)] : [];
      });
    },
    find,
    async first(query) {
      return (await find({ ...query, limit: 1 })).rows[0] ?? null;
    },
    async count(filter, options) {
      const condition = where(declared, filter);
      await opened.ready;
      return native.countDocuments(condition, options?.atMost === undefined ? {} : { limit: options.atMost });
    },
    async aggregate(options) {
      return aggregate(opened, options);
    },
  };
}

async function aggregate(
  { native, declared, ready }: Opened,
  options: {
    filter?: Filter;
    by?: string[];
    measure: "count" | "sum" | "avg" | "min" | "max";
    field?: string;
  },
): Promise<{ group: Record<string, Scalar>; value: number | string | null }[]> {
  const { by = [], field, measure } = options;
  for (const named of [...by, ...(field === undefined ? [] : [field])])
    if (shapeOf(declared, named) === "array")
      throw new DeclarationError(declared.name, `cannot aggregate over "${named}": it runs through an array`);
  if (field === undefined && measure !== "count")
    throw new DeclarationError(declared.name, `measure "${measure}" needs a field`);
  const value = (named: string): object => ({ $ifNull: [`$${pathOf(named)}`, null] });
  const group: Record<string, unknown> = {
    _id: by.length === 0 ? null : Object.fromEntries(by.map((named, at) => [`g${at}`, value(named)])),
    // how many have a value: a sum over none is null, not 0
    held: { $sum: field === undefined ? 1 : { $cond: [{ $eq: [value(field), null] }, 0, 1] } },
  };
  if (field !== undefined && measure !== "count") group["value"] = { [`$${measure}`]: `$${pathOf(field)}` };
  const condition = where(declared, options.filter);
  await ready;
  const rows = await native
    .aggregate<{ _id: Record<string, Scalar> | null; held: number; value?: number | string | null }>([
      { $match: condition },
      { $group: group },
    ])
    .toArray();
  if (by.length === 0 && rows.length === 0) return [{ group: {}, value: measure === "count" ? 0 : null }];
  return rows
    .map(({ _id, held, value: measured }) => ({
      group: Object.fromEntries(by.map((named, at) => [named, _id?.[`g${at}`] ?? null])),
      value: measure === "count" ? held : held === 0 ? null : (measured ?? null),
    }))
    .sort((left, right) => compareGroups(by, left.group, right.group));
}

/** Missing first, then numbers and booleans, then texts by code point: the order of the SQLite adapter. */
function compareGroups(by: string[], left: Record<string, Scalar>, right: Record<string, Scalar>): number {
  for (const field of by) {
    const [a, b] = [left[field] ?? null, right[field] ?? null].map((value) =>
      typeof value === "boolean" ? Number(value) : value,
    );
    const order = rank(a) - rank(b) || compare(a ?? null, b ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

const rank = (value: Scalar | undefined): number =>
  value === null || value === undefined ? 0 : typeof value === "number" ? 1 : 2;

function compare(left: Scalar, right: Scalar): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
}
