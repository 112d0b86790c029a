/** A state in memory: for replay, and for tests that drive the core alone. */
import type { FamilySpec, Key, OrderedKey, StateBackend, StateDump, StateWriter } from "./backend.ts";

type Rows = Map<Key, string>;

export class MemoryBackend implements StateBackend, StateWriter {
  readonly #keyed = new Map<string, Rows>();
  readonly #buckets = new Map<string, Map<Key, Rows>>();
  readonly #ordered = new Map<string, Map<string, Map<string, OrderedKey>>>();

  constructor(specs: readonly FamilySpec[]) {
    for (const spec of specs) {
      if (spec.kind === "keyed") this.#keyed.set(spec.name, new Map());
      else if (spec.kind === "bucket") this.#buckets.set(spec.name, new Map());
      else this.#ordered.set(spec.name, new Map());
    }
  }

  get(family: string, key: Key): string | undefined {
    return this.#keyed.get(family)?.get(key);
  }

  list(family: string, owner: Key): [Key, string][] {
    return sorted(this.#buckets.get(family)?.get(owner) ?? new Map());
  }

  range(family: string, queue: string, after: OrderedKey | null, limit: number): OrderedKey[] {
    const members = [...(this.#ordered.get(family)?.get(queue)?.values() ?? [])].sort(compareOrdered);
    return members.filter((item) => after === null || compareOrdered(item, after) > 0).slice(0, limit);
  }

  scan(family: string, after: Key | null, limit: number): [Key, string][] {
    const rows = sorted(this.#keyed.get(family) ?? new Map());
    return rows.filter(([key]) => after === null || compareKeys(key, after) > 0).slice(0, limit);
  }

  count(family: string): number {
    return this.#keyed.get(family)?.size ?? 0;
  }

  /** Rows are counted as they are. */
  setCount(): void {
    return;
  }

  put(family: string, key: Key, row: string): void {
    this.#keyed.get(family)?.set(key, row);
  }

  delete(family: string, key: Key): void {
    this.#keyed.get(family)?.delete(key);
  }

  putIn(family: string, owner: Key, sub: Key, row: string): void {
    const buckets = this.#buckets.get(family);
    const rows = buckets?.get(owner) ?? new Map<Key, string>();
    rows.set(sub, row);
    buckets?.set(owner, rows);
  }

  deleteIn(family: string, owner: Key, sub: Key): void {
    const rows = this.#buckets.get(family)?.get(owner);
    rows?.delete(sub);
    if (rows?.size === 0) this.#buckets.get(family)?.delete(owner);
  }

  add(family: string, queue: string, order: number, key: number): void {
    const queues = this.#ordered.get(family);
    const members = queues?.get(queue) ?? new Map<string, OrderedKey>();
    members.set(`${order}:${key}`, [order, key]);
    queues?.set(queue, members);
  }

  remove(family: string, queue: string, order: number, key: number): void {
    this.#ordered.get(family)?.get(queue)?.delete(`${order}:${key}`);
  }

  dump(): StateDump {
    const dump: Record<string, string[]> = {};
    for (const [family, rows] of this.#keyed) {
      dump[family] = [...rows].map(([key, row]) => `${key} ${row}`).sort();
    }
    for (const [family, buckets] of this.#buckets) {
      dump[family] = [...buckets]
        .flatMap(([owner, rows]) => [...rows].map(([sub, row]) => `${owner} ${sub} ${row}`))
        .sort();
    }
    for (const [family, queues] of this.#ordered) {
      dump[family] = [...queues]
        .flatMap(([queue, members]) =>
          [...members.values()].map(([order, key]) => `${queue} ${order} ${key}`),
        )
        .sort();
    }
    return dump;
  }
}

function sorted(rows: Rows): [Key, string][] {
  return [...rows].sort(([a], [b]) => compareKeys(a, b));
}

export function compareKeys(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareOrdered(a: OrderedKey, b: OrderedKey): number {
  return a[0] - b[0] || a[1] - b[1];
}
