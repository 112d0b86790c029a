/** Rows in buckets by owner: the variables of a scope, the children of an element. A bucket is cached whole. */
import type { FamilySpec, Key, StateWriter } from "./backend.ts";
import { Entry, jsonCodec } from "./family.ts";
import type { Family, FamilyHost, RowCodec } from "./family.ts";

type Bucket<S, V> = Map<S, Entry<V>>;

export class BucketFamily<K extends Key, S extends Key, V> implements Family {
  readonly spec: FamilySpec;
  readonly #host: FamilyHost;
  readonly #codec: RowCodec<V>;
  #young = new Map<K, Bucket<S, V>>();
  #old = new Map<K, Bucket<S, V>>();
  #rows = 0;
  #dirty: { owner: K; sub: S; entry: Entry<V> }[] = [];

  constructor(
    host: FamilyHost,
    name: string,
    key: FamilySpec["key"],
    sub: FamilySpec["key"],
    codec: RowCodec<V> = jsonCodec<V>(),
  ) {
    this.#host = host;
    this.spec = { name, kind: "bucket", key, sub };
    this.#codec = codec;
  }

  get(owner: K, sub: S): V | undefined {
    return this.#bucket(owner).get(sub)?.value;
  }

  put(owner: K, sub: S, row: V): void {
    const bucket = this.#bucket(owner);
    let entry = bucket.get(sub);
    if (entry === undefined) {
      entry = new Entry<V>(undefined, false);
      bucket.set(sub, entry);
      this.#rows += 1;
    }
    this.#change(owner, sub, entry, row);
  }

  delete(owner: K, sub: S): void {
    const entry = this.#bucket(owner).get(sub);
    if (entry?.value !== undefined) this.#change(owner, sub, entry, undefined);
  }

  /** The rows of a bucket: numbers in key order, names as they came (sort where the order shows). */
  *rows(owner: K): IterableIterator<[S, V]> {
    for (const [sub, entry] of this.#bucket(owner)) {
      if (entry.value !== undefined) yield [sub, entry.value];
    }
  }

  isEmpty(owner: K): boolean {
    const bucket = this.#bucket(owner);
    if (bucket.size === 0) return true;
    for (const entry of bucket.values()) if (entry.value !== undefined) return false;
    return true;
  }

  /** True when the batch at hand has written rows of an owner that is new: looks at nothing older. */
  hasNew(owner: K): boolean {
    return (this.#young.get(owner)?.size ?? 0) > 0;
  }

  /** Deletes all rows of the bucket; its owner is gone for good. */
  clear(owner: K): void {
    const bucket = this.#bucket(owner);
    if (bucket.size === 0) {
      this.#young.delete(owner);
      this.#old.delete(owner);
      return;
    }
    for (const [sub, entry] of bucket) {
      if (entry.value !== undefined) this.#change(owner, sub, entry, undefined);
    }
  }

  #bucket(owner: K): Bucket<S, V> {
    const young = this.#young.get(owner);
    if (young !== undefined) return young;
    const bucket = this.#old.get(owner) ?? this.#load(owner);
    this.#young.set(owner, bucket);
    this.#rows += bucket.size + 1;
    return bucket;
  }

  #load(owner: K): Bucket<S, V> {
    const bucket: Bucket<S, V> = new Map();
    if (typeof owner === "number" && owner > this.#host.persistedKey) return bucket;
    for (const [sub, text] of this.#host.reader.list(this.spec.name, owner)) {
      bucket.set(sub as S, new Entry<V>(this.#codec.decode(text), true));
    }
    return bucket;
  }

  #change(owner: K, sub: S, entry: Entry<V>, row: V | undefined): void {
    this.#host.journal.push(entry, entry.value);
    entry.value = row;
    if (!entry.dirty) {
      entry.dirty = true;
      this.#dirty.push({ owner, sub, entry });
    }
  }

  flush(writer: StateWriter): void {
    for (const { owner, sub, entry } of this.#dirty) {
      if (entry.value !== undefined) {
        writer.putIn(this.spec.name, owner, sub, this.#codec.encode(entry.value));
      } else if (entry.stored) writer.deleteIn(this.spec.name, owner, sub);
    }
  }

  committed(): void {
    for (const { owner, sub, entry } of this.#dirty) {
      entry.dirty = false;
      entry.stored = entry.value !== undefined;
      if (entry.value !== undefined) continue;
      const bucket = this.#young.get(owner) ?? this.#old.get(owner);
      bucket?.delete(sub);
      if (bucket?.size === 0) {
        this.#young.delete(owner);
        this.#old.delete(owner);
      }
    }
    this.#dirty.length = 0;
    if (this.#rows > this.#host.cacheRows) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#rows = 0;
    }
  }

  reset(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#rows = 0;
    this.#dirty = [];
  }
}
