/** The audit as people read it: filtered by the store, each row checked against the one before. */
import { isoInstant, localInstant } from "./time.ts";
import type { Filter, Store } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { AuditFacets, AuditLine, AuditPage, AuditQuery } from "./api.ts";
import { FIRST_PREVIOUS, hashOf } from "./chain.ts";
import { auditRows, type AuditRow } from "./model.ts";
import { actionWords, asWords, kindWords, wordOf } from "./words.ts";

export interface AuditNames {
  /** The name, or the id when there is no such person. */
  personName(id: string): Promise<string>;
  departmentName(id: string): Text;
  /** What the post of a row is called; null for other capacities: who reads the audit does not learn applicants' names. */
  postName(capacityId: string): Promise<Text | null>;
}
export interface Things {
  kind: string;
  ids: string[];
}

export interface AuditReading {
  list(query: AuditQuery): Promise<AuditPage>;
  /** Rows about any of these things, newest first. */
  about(things: readonly Things[], after: string | undefined, limit: number): Promise<AuditPage>;
  facets(): Promise<AuditFacets>;
}

const DAY_MS = 86_400_000;
const idOf = (seq: number): string => String(seq).padStart(12, "0");
/** Facts that have a column of their own. */
const OWN = new Set(["from", "to", "before", "after", "purpose"]);
const LONGEST = 160;

export function createAuditReading(store: Store, names: AuditNames): AuditReading {
  const collection = store.collection(auditRows);

  const lines = async (rows: (AuditRow & { id: string; version: number })[]): Promise<AuditLine[]> => {
    const present = new Map(rows.map((row) => [row.seq, row.hash]));
    const missing = rows.map((row) => row.seq - 1).filter((seq) => seq > 0 && !present.has(seq));
    for (const row of await collection.getMany(missing.map(idOf))) present.set(row.seq, row.hash);
    const people = [...new Set(rows.flatMap((row) => row.actor?.personId ?? []))];
    const called = new Map(
      await Promise.all(
        people.map(async (id): Promise<[string, string]> => [id, await names.personName(id)]),
      ),
    );
    const capacities = [...new Set(rows.flatMap((row) => row.actor?.capacityId ?? []))];
    const acting = new Map(
      await Promise.all(
        capacities.map(async (id): Promise<[string, Text | null]> => [id, await names.postName(id)]),
      ),
    );
    return rows.map((row) => {
      const { id: _id, version: _version, hash, ...facts } = row;
      const before = row.seq === 1 ? FIRST_PREVIOUS : present.get(row.seq - 1);
      const name = called.get(row.actor?.personId ?? "") ?? "";
      return {
        seq: row.seq,
        at: isoInstant(row.at),
        who: row.actor === null ? asWords.system(row.by ?? "") : { zh: name, en: name },
        as: row.actor === null ? null : (acting.get(row.actor.capacityId) ?? capacity(row.actor)),
        action: row.action,
        what: wordOf(actionWords, row.action),
        thing: row.thing,
        thingName: wordOf(kindWords, row.thing.kind),
        before: told(row.data["before"] ?? row.data["from"]),
        after: told(row.data["after"] ?? row.data["to"]),
        purpose: told(row.data["purpose"]),
        facts: Object.entries(row.data)
          .filter(([key]) => !OWN.has(key))
          .map(([key, value]) => ({ name: key, value: told(value) ?? "" })),
        hash,
        intact: row.previous === before && hash === hashOf(facts),
      };
    });
  };
  const capacity = (actor: NonNullable<AuditRow["actor"]>): Text => {
    if (actor.department !== null) return names.departmentName(actor.department);
    return actor.capacityId.startsWith("enterprise:")
      ? asWords.enterprise(actor.capacityId.slice("enterprise:".length))
      : asWords.self;
  };
  const page = async (filter: Filter | undefined, after: string | undefined, limit: number) => {
    const found = await collection.find({
      ...(filter === undefined ? {} : { filter }),
      sort: ["-seq"],
      limit,
      after,
    });
    return { rows: await lines(found.rows), next: found.next };
  };

  return {
    list({ who, action, kind, thing, from, to, after, limit }) {
      const filters: Filter[] = [
        ...(who === undefined ? [] : [{ eq: ["actor.personId", who] } satisfies Filter]),
        ...(action === undefined ? [] : [{ eq: ["action", action] } satisfies Filter]),
        ...(kind === undefined ? [] : [{ eq: ["thing.kind", kind] } satisfies Filter]),
        ...(thing === undefined ? [] : [{ eq: ["thing.id", thing] } satisfies Filter]),
        ...(from === undefined ? [] : [{ gte: ["at", localInstant(from)] } satisfies Filter]),
        ...(to === undefined ? [] : [{ lt: ["at", localInstant(to) + DAY_MS] } satisfies Filter]),
      ];
      return page(filters.length === 0 ? undefined : { and: filters }, after, limit);
    },
    about(things, after, limit) {
      const any = things
        .filter(({ ids }) => ids.length > 0)
        .map(({ kind, ids }): Filter => ({ and: [{ eq: ["thing.kind", kind] }, { in: ["thing.id", ids] }] }));
      return page({ or: any }, after, limit);
    },
    async facets() {
      const known = (words: Readonly<Record<string, Text>>) =>
        Object.entries(words).map(([id, name]) => ({ id, name }));
      return { actions: known(actionWords), kinds: known(kindWords), rows: await collection.count() };
    },
  };
}

function told(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const whole = typeof value === "string" ? value : JSON.stringify(value);
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
}
