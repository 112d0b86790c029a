/** The policy file becomes abilities; an ability becomes a filter: a rule and a query are one thing. */
import { readFileSync } from "node:fs";
import { createMongoAbility, type MongoAbility, type RawRuleOf } from "@casl/ability";
import { rulesToAST } from "@casl/ability/extra";
import { parse } from "yaml";
import { z } from "zod";
import { StartError } from "../platform/config/start-error.ts";
import type { Actor } from "../platform/http/route.ts";
import { matches, matchesNothing } from "../platform/store/filter.ts";
import type { Filter } from "../platform/store/port.ts";
import { filterOf, type Condition } from "./condition.ts";
import { explained, type RuleTrace } from "./explain.ts";

export const subjects = [
  "draft",
  "case",
  "caseItem",
  "task",
  "document",
  "file",
  "licence",
  "message",
  "health",
  "outbox",
  "audit",
  "catalogue",
  "calendar",
  "visit",
  "delivery",
  "person",
  "credit",
  "rating",
] as const;
export type Subject = (typeof subjects)[number];

const rule = z.strictObject({
  can: z.array(z.string()).min(1),
  on: z.enum(subjects),
  where: z.record(z.string(), z.unknown()).optional(),
  fields: z.array(z.string()).min(1).optional(),
});
type PolicyRule = z.infer<typeof rule>;
const policyFile = z.strictObject({
  abilities: z.strictObject({
    everyone: z.array(rule),
    citizen: z.array(rule),
    mandates: z.record(z.string(), z.array(z.string())),
    posts: z.array(z.strictObject({ department: z.string(), role: z.string(), rules: z.array(rule) })),
  }),
});

export interface HeldRule {
  actions: string[];
  subject: Subject;
  /** Fields of its conditions; empty: without a condition. */
  conditions: string[];
  /** Parts of the thing; null: all. */
  fields: string[] | null;
}

export interface Policy {
  /** CASL ability of the caller in the capacity that acts. */
  ability(actor: Actor): MongoAbility;
  /** With a document: whether it is among those allowed. Without: whether there is any rule. */
  can(actor: Actor, action: string, subject: string, document?: object): boolean;
  /** Documents allowed, as a store filter; nothing allowed = a filter that matches nothing. */
  filterFor(actor: Actor, action: string, subject: string): Filter;
  /** Whether a part of the document (`identity`, `data` …) is open to the caller. */
  canField(actor: Actor, action: string, subject: string, field: string, document: object): boolean;
  /** The rules that `can` goes by, with what each condition wants and meets. */
  explain(actor: Actor, action: string, subject: string, document: object | null): RuleTrace[];
  /** The rules of a capacity as they stand in the file, values filled in. */
  rulesOf(actor: Actor): HeldRule[];
  /** Department and role of every post that the file gives rights to; `*`: any department not named beside it. */
  posts(): { department: string; role: string }[];
  /** Every action that some rule names, by subject. */
  known(): Record<Subject, string[]>;
  /** `tasks.decide`, `health.view` …: what menus and buttons go by. */
  abilities(actor: Actor): string[];
}

/** Throws StartError when the file is not a policy. */
export function loadPolicy(file: URL): Policy {
  const parsed = policyFile.safeParse(parse(readFileSync(file, "utf8")));
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => `at ${issue.path.join(".")}: ${issue.message}`);
    throw new StartError(
      `policy.yaml is not right ${places.join("; ")}. Example of a rule: { can: [read], on: case, where: { ownerKey: "\${ownerKey}" } }`,
    );
  }
  const { everyone, citizen, mandates, posts } = parsed.data.abilities;

  /** The citizen's rules as far as an agent's mandate goes; a name that the file does not know allows nothing. */
  const within = (named: readonly string[] | undefined): PolicyRule[] => {
    if (named === undefined) return citizen;
    const open = new Set(named.flatMap((name) => mandates[name] ?? []));
    return citizen.flatMap((given) => {
      const can = given.can.filter((action) => open.has(action));
      return can.length === 0 ? [] : [{ ...given, can }];
    });
  };
  const rulesOf = (actor: Actor): PolicyRule[] => {
    if (actor.capacityKind !== "post") return [...everyone, ...within(actor.mandates)];
    const held = posts.filter(({ department, role }) =>
      actor.groups.includes(`${department === "*" ? (actor.department ?? "") : department}:${role}`),
    );
    return [...everyone, ...held.flatMap(({ rules }) => rules)];
  };
  const known = new WeakMap<Actor, MongoAbility>();
  const ability = (actor: Actor): MongoAbility => {
    const kept = known.get(actor);
    if (kept) return kept;
    const made = createMongoAbility(rulesOf(actor).map((given) => caslRule(given, actor)));
    known.set(actor, made);
    return made;
  };
  const filterFor = (actor: Actor, action: string, subject: string): Filter => {
    const condition = rulesToAST(ability(actor), action, subject);
    return condition === null ? matchesNothing : filterOf(condition as Condition);
  };

  return {
    ability,
    filterFor,
    can(actor, action, subject, document) {
      if (document === undefined) return ability(actor).can(action, subject);
      return matches(document, filterFor(actor, action, subject));
    },
    canField(actor, action, subject, field, document) {
      return ability(actor)
        .rulesFor(action, subject)
        .some(
          (given) =>
            (given.fields === undefined || given.fields.includes(field)) &&
            (given.ast == null || matches(document, filterOf(given.ast as Condition))),
        );
    },
    explain: (actor, action, subject, document) => explained(ability(actor), action, subject, document),
    rulesOf: (actor) =>
      rulesOf(actor).map((given) => ({
        actions: given.can,
        subject: given.on,
        conditions: Object.keys(given.where ?? {}),
        fields: given.fields ?? null,
      })),
    posts: () => posts.map(({ department, role }) => ({ department, role })),
    known() {
      const all = [everyone, citizen, ...posts.map((held) => held.rules)].flat();
      return Object.fromEntries(
        subjects.map((subject) => [
          subject,
          [...new Set(all.filter(({ on }) => on === subject).flatMap(({ can }) => can))],
        ]),
      ) as Record<Subject, string[]>;
    },
    abilities(actor) {
      const names = rulesOf(actor).flatMap(({ can, on }) => can.map((action) => `${PLURALS[on]}.${action}`));
      return [...new Set(names)].sort();
    },
  };
}

const PLURALS: Readonly<Record<Subject, string>> = {
  draft: "drafts",
  case: "cases",
  caseItem: "caseItems",
  task: "tasks",
  document: "documents",
  file: "files",
  licence: "licences",
  message: "messages",
  health: "health",
  outbox: "outbox",
  audit: "audit",
  catalogue: "catalogue",
  calendar: "calendar",
  visit: "visits",
  delivery: "deliveries",
  person: "people",
  credit: "credit",
  rating: "ratings",
};

/** Whose matters these are when this actor acts; a post owns nothing. */
export function ownerKeyOf(actor: Actor): string | null {
  if (actor.capacityKind === "self") return `person:${actor.personId}`;
  if (actor.capacityKind === "enterprise" && actor.enterpriseId !== null)
    return `enterprise:${actor.enterpriseId}`;
  return null;
}

function caslRule(given: PolicyRule, actor: Actor): RawRuleOf<MongoAbility> {
  return {
    action: given.can,
    subject: given.on,
    ...(given.fields ? { fields: given.fields } : {}),
    ...(given.where ? { conditions: filled(given.where, valuesFor(actor)) as Record<string, unknown> } : {}),
  };
}

function valuesFor(actor: Actor): Record<string, string | string[]> {
  const ownerKey = ownerKeyOf(actor);
  return {
    // a value that no document holds, never null: null would mean "without an owner"
    ownerKey: ownerKey ?? "nobody",
    personId: actor.personId,
    capacityId: actor.capacityId,
    department: actor.department ?? "nowhere",
    groups: actor.groups,
    addresses:
      ownerKey === null
        ? [`person:${actor.personId}`, ...actor.groups.map((group) => `group:${group}`)]
        : [ownerKey],
  };
}

function filled(value: unknown, values: Record<string, string | string[]>): unknown {
  if (typeof value === "string") {
    const name = /^\$\{(\w+)\}$/.exec(value)?.[1];
    if (name === undefined) return value;
    const held = values[name];
    if (held === undefined)
      throw new StartError(
        `policy.yaml uses \${${name}}, which is not known. Known: ${Object.keys(values).join(", ")}`,
      );
    return held;
  }
  if (Array.isArray(value)) return value.map((part) => filled(part, values));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(part, values)]));
  }
  return value;
}
