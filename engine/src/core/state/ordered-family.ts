/**
 * Queues in order: what is due when, which jobs of a type are free. The head of each queue is held in memory as
 * a window; what lies behind the window stays in the store until the window runs dry.
 */
import type { FamilySpec, OrderedKey, StateWriter } from "./backend.ts";
import type { Family, FamilyHost, Restorable } from "./family.ts";
import { compareOrdered } from "./memory-backend.ts";

const WINDOW = 1024;
const MAX_QUIET_QUEUES = 1000;

interface Queue {
  /** Sorted; all members up to the last of them. */
  items: OrderedKey[];
  /** Nothing lies behind the window. */
  complete: boolean;
  /** Changes that are not in the store yet: true = added, false = removed. */
  pending: Map<string, { item: OrderedKey; added: boolean }>;
}

interface Step {
  readonly queue: string;
  readonly item: OrderedKey;
  readonly added: boolean;
}

export class OrderedFamily implements Family, Restorable {
  readonly spec: FamilySpec;
  readonly #host: FamilyHost;
  #queues = new Map<string, Queue>();
  #changed = new Set<string>();

  constructor(host: FamilyHost, name: string) {
    this.#host = host;
    this.spec = { name, kind: "ordered", key: "text" };
  }

  add(queue: string, order: number, key: number): void {
    this.#apply({ queue, item: [order, key], added: true });
    this.#host.journal.push(this, { queue, item: [order, key], added: false });
  }

  remove(queue: string, order: number, key: number): void {
    this.#apply({ queue, item: [order, key], added: false });
    this.#host.journal.push(this, { queue, item: [order, key], added: true });
  }

  /** The first members of a queue, at most `limit` (and at most a window's length). */
  first(queue: string, limit: number): readonly OrderedKey[] {
    const state = this.#queue(queue);
    if (state.items.length < Math.min(limit, WINDOW) && !state.complete) this.#load(queue, state);
    return state.items.slice(0, limit);
  }

  head(queue: string): OrderedKey | undefined {
    const state = this.#queue(queue);
    if (state.items.length === 0 && !state.complete) this.#load(queue, state);
    return state.items[0];
  }

  restore(step: unknown): void {
    this.#apply(step as Step);
  }

  #apply({ queue, item, added }: Step): void {
    const state = this.#queue(queue);
    this.#changed.add(queue);
    const id = `${item[0]}:${item[1]}`;
    const before = state.pending.get(id);
    if (before === undefined) state.pending.set(id, { item, added });
    else if (before.added !== added) state.pending.delete(id);
    if (added) this.#enter(state, item);
    else this.#leave(state, item);
  }

  #enter(state: Queue, item: OrderedKey): void {
    const { items } = state;
    const last = items.at(-1);
    if (last === undefined || compareOrdered(item, last) > 0) {
      if (state.complete) items.push(item);
    } else items.splice(position(items, item), 0, item);
    if (items.length > 2 * WINDOW) {
      items.length = WINDOW;
      state.complete = false;
    }
  }

  #leave(state: Queue, item: OrderedKey): void {
    const at = position(state.items, item);
    const found = state.items[at];
    if (found !== undefined && found[1] === item[1] && found[0] === item[0]) state.items.splice(at, 1);
  }

  #queue(queue: string): Queue {
    const known = this.#queues.get(queue);
    if (known !== undefined) return known;
    const state: Queue = { items: [], complete: false, pending: new Map() };
    this.#queues.set(queue, state);
    this.#load(queue, state);
    return state;
  }

  #load(queue: string, state: Queue): void {
    const items: OrderedKey[] = [];
    let after: OrderedKey | null = null;
    state.complete = false;
    while (items.length < WINDOW && !state.complete) {
      const rows: OrderedKey[] = this.#host.reader.range(this.spec.name, queue, after, WINDOW);
      for (const row of rows) {
        if (state.pending.get(`${row[0]}:${row[1]}`)?.added !== false) items.push(row);
      }
      state.complete = rows.length < WINDOW;
      after = rows.at(-1) ?? after;
    }
    for (const { item, added } of state.pending.values()) {
      if (added && (state.complete || (after !== null && compareOrdered(item, after) <= 0))) items.push(item);
    }
    state.items = items.sort(compareOrdered);
  }

  flush(writer: StateWriter): void {
    for (const name of this.#changed) {
      for (const { item, added } of this.#queue(name).pending.values()) {
        if (added) writer.add(this.spec.name, name, item[0], item[1]);
        else writer.remove(this.spec.name, name, item[0], item[1]);
      }
    }
  }

  committed(): void {
    for (const name of this.#changed) this.#queues.get(name)?.pending.clear();
    this.#changed.clear();
    if (this.#queues.size > MAX_QUIET_QUEUES) this.#queues.clear();
  }

  reset(): void {
    this.#queues.clear();
    this.#changed.clear();
  }
}

/** Where the item is or belongs. */
function position(items: readonly OrderedKey[], item: OrderedKey): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = items[middle];
    if (at !== undefined && compareOrdered(at, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
