/** A2: why a person may do something with a thing, or not; asked of the very code that enforces it. */
import { drafts } from "../cases/index.ts";
import type { CasesArea } from "../cases/index.ts";
import { localDate } from "../clocks/index.ts";
import type { ConditionTrace, IdentityArea, RuleTrace } from "../identity/index.ts";
import { subjects, type Subject } from "../identity/index.ts";
import { ForbiddenError, InvalidError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { TasksArea } from "../tasks/index.ts";
import type { Why, WhyCapacity, WhyOptions } from "./api.ts";
import { actionTexts, fieldTexts, kindTexts, partTexts, whyTexts, wordOf } from "./texts.ts";

/** Things that are asked about one by one; of the others only whether there is any right. */
const ONE_BY_ONE: ReadonlySet<Subject> = new Set<Subject>(["case", "caseItem", "task", "draft"]);
const PARTS = ["summary", "applicant", "contact", "identity", "data", "materials", "documents"];
/** Values that name somebody: told only to whoever may see the thing. */
const PRIVATE = new Set(["ownerKey", "assignee", "to"]);
const ADMINISTRATORS = "county:admin";

interface Thing {
  document: object | null;
  /** One's own case is barred to a post, whatever the rules say. */
  own(personId: string): Promise<boolean>;
}

export type WhyService = ReturnType<typeof createWhy>;

export function createWhy(parts: {
  platform: Platform;
  identity: IdentityArea;
  cases: Pick<CasesArea, "case" | "item" | "accounts">;
  tasks: Pick<TasksArea, "anyTask">;
}) {
  const { platform, identity, cases, tasks } = parts;

  const ownOf =
    (caseId: string | undefined) =>
    async (personId: string): Promise<boolean> => {
      const theCase = caseId === undefined ? null : await cases.case(caseId);
      return theCase !== null && (await cases.accounts.isOwn(personId, theCase.applicant));
    };
  const load = async (kind: Subject, id: string): Promise<Thing> => {
    if (kind === "case") return { document: await cases.case(id), own: ownOf(id) };
    if (kind === "caseItem") {
      const item = await cases.item(id);
      return { document: item, own: ownOf(item?.caseId) };
    }
    if (kind === "draft")
      return { document: await platform.store.collection(drafts).get(id), own: async () => false };
    const task = await tasks.anyTask(id);
    return { document: task, own: ownOf(task?.caseId) };
  };
  /** Where the bar for one's own stands: the case file as a whole, acts on a task (not looking at it). */
  const barred = (kind: Subject, action: string, actor: Actor): boolean =>
    actor.capacityKind === "post" &&
    (kind === "case" || kind === "caseItem" || (kind === "task" && action !== "read"));

  const capacity = async (
    actor: Actor,
    label: Text,
    kind: Subject,
    action: string,
    thing: Thing | null,
    tellsAll: boolean,
  ): Promise<WhyCapacity> => {
    const rules = identity.explain(actor, action, kind, thing?.document ?? null);
    const granted =
      thing === null
        ? identity.can(actor, action, kind)
        : thing.document !== null && identity.can(actor, action, kind, thing.document);
    const own = granted && thing !== null && barred(kind, action, actor) && (await thing.own(actor.personId));
    const allowed = granted && !own;
    return {
      id: actor.capacityId,
      label,
      allowed,
      because: own ? whyTexts.own : allowed ? whyTexts.allowed : refusal(rules),
      rules: rules.map((rule) => ({
        actions: rule.actions,
        fields: rule.fields,
        conditions: rule.conditions.map((condition) => ({
          field: condition.field,
          name: wordOf(fieldTexts, condition.field),
          wanted: condition.wanted.map(String),
          actual:
            allowed || (tellsAll && !PRIVATE.has(condition.field)) ? condition.actual.map(String) : null,
          holds: condition.holds && (allowed || tellsAll),
        })),
        holds: thing === null || (rule.holds && (allowed || tellsAll)),
      })),
      masks:
        kind !== "case" || action !== "read" || thing === null || !allowed
          ? []
          : PARTS.map((part) => ({
              part,
              name: wordOf(partTexts, part),
              open: identity.canField(actor, action, kind, part, thing.document ?? {}),
            })),
    };
  };

  return {
    options(actor: Actor): WhyOptions {
      const known = identity.known();
      return {
        others: identity.can(actor, "view", "audit"),
        kinds: subjects.map((id) => ({
          id,
          name: wordOf(kindTexts, id),
          hasId: ONE_BY_ONE.has(id),
          actions: known[id].map((action) => ({ id: action, name: wordOf(actionTexts, action) })),
        })),
      };
    },

    async ask(
      actor: Actor,
      query: { who?: string; what: string; action: string; on?: string },
    ): Promise<Why> {
      const others = identity.can(actor, "view", "audit");
      const who = query.who ?? actor.personId;
      if (who !== actor.personId && !others) throw new ForbiddenError(whyTexts.onlyOwn);
      const [name = "", ...rest] = query.what.split(":");
      const kind = subjects.find((subject) => subject === name);
      const id = rest.join(":");
      if (kind === undefined || (id !== "" && !ONE_BY_ONE.has(kind))) {
        const detail = whyTexts.badThing([...ONE_BY_ONE].join(", "));
        throw new InvalidError(detail, [{ pointer: "/query/what", code: "unknown", detail }]);
      }
      const now = localDate(platform.clock.now());
      const on = query.on ?? now;
      const held = await identity.actorsOf(who, on);
      const first = held[0];
      if (first === undefined) throw new NotFoundError(whyTexts.nobody);
      const thing = id === "" ? null : await load(kind, id);
      const capacities = await Promise.all(
        held.map((one) => capacity(one.actor, one.label, kind, query.action, thing, others)),
      );
      const open = capacities.find((one) => one.allowed);
      const action = { id: query.action, name: wordOf(actionTexts, query.action) };
      const thingName = wordOf(kindTexts, kind);
      return {
        person: { id: who, name: first.actor.name },
        what: { kind, name: thingName, id: id === "" ? null : id },
        action,
        on,
        notes: [
          ...(on < now ? [whyTexts.pastRules, whyTexts.pastThings] : []),
          ...(on < now && held.some((one) => one.undated) ? [whyTexts.pastPosts] : []),
          ...(on > now ? [whyTexts.future] : []),
        ],
        allowed: open !== undefined,
        sentence:
          open === undefined
            ? whyTexts.no(nearest(capacities))
            : whyTexts.yes(action.name, thingName, open.label),
        capacities,
        change: {
          where: whyTexts.change,
          holders: (await identity.membersOf(ADMINISTRATORS)).map((member) => member.name),
        },
      };
    },
  };
}

/** The reason that says most: of the capacity that has a rule at all. */
function nearest(capacities: readonly WhyCapacity[]): Text {
  const withRule = capacities.find((one) => one.rules.length > 0) ?? capacities[0];
  return withRule?.because ?? whyTexts.noRule;
}

/** Why no rule holds, by the first condition that fails. */
function refusal(rules: readonly RuleTrace[]): Text {
  if (rules.length === 0) return whyTexts.noRule;
  const failed: ConditionTrace | undefined = rules
    .flatMap((rule) => rule.conditions)
    .find((condition) => !condition.holds);
  switch (failed?.field) {
    case "departments":
    case "department":
      return whyTexts.outside;
    case "ownerKey":
    case "to":
      return whyTexts.notYours;
    case "groups":
      return whyTexts.notGroup;
    case "assignee":
      return whyTexts.notHolder;
    default:
      return whyTexts.condition;
  }
}
