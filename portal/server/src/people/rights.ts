/** What a post may do, in words, and how much more it would show somebody: asked of the rules that are enforced. */
import type { HeldRule, IdentityArea } from "../identity/index.ts";
import { named, postActor, roleNames } from "../identity/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Filter } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { actionTexts, kindTexts, partTexts, wordOf } from "../why/index.ts";
import { conditionWord } from "./texts.ts";

export interface Counters {
  cases(filter: Filter): Promise<number>;
  tasks(filter: Filter): Promise<number>;
}

/** Roles by rank: the highest names the post. */
const RANK = ["admin", "decider", "approver", "reviewer", "clerk"];
export const ranked = (roles: readonly string[]): string[] =>
  [...new Set(roles)].sort((a, b) => RANK.indexOf(a) - RANK.indexOf(b));

export function createRights(
  identity: Pick<IdentityArea, "rulesOf" | "posts" | "filterFor" | "actorsOf">,
  counters: Counters,
) {
  const words = ({ actions, subject, conditions, fields }: HeldRule) => ({
    actions: actions.map((action) => wordOf(actionTexts, action)),
    thing: wordOf(kindTexts, subject),
    conditions: conditions.map(conditionWord),
    parts: fields?.map((part) => wordOf(partTexts, part)) ?? null,
  });
  /** What the wanted capacity shows and none of the held ones does. */
  const newly = async (
    wanted: Actor,
    held: readonly Actor[],
    subject: "case" | "task",
    count: (filter: Filter) => Promise<number>,
  ): Promise<number> => {
    const seen = held.map((actor) => identity.filterFor(actor, "read", subject));
    const filter = identity.filterFor(wanted, "read", subject);
    return count(seen.length === 0 ? filter : { and: [filter, { not: { or: seen } }] });
  };

  return {
    inWords: (department: string, roles: string[]) => {
      const rules = identity.rulesOf(postActor({ id: "", name: "" }, department, roles));
      return [...new Map(rules.map((rule) => [JSON.stringify(rule), words(rule)])).values()];
    },
    rolesIn(department: string): { id: string; name: Text }[] {
      const known = identity.posts();
      const own = known.filter((post) => post.department === department);
      const roles = own.length > 0 ? own : known.filter((post) => post.department === "*");
      return ranked(roles.map(({ role }) => role)).map((id) => ({ id, name: named(roleNames, id) }));
    },
    async preview(person: { id: string; name: string }, department: string, roles: string[]) {
      const wanted = postActor(person, department, roles);
      const held = (await identity.actorsOf(person.id)).map(({ actor }) => actor);
      const [cases, tasks] = await Promise.all([
        newly(wanted, held, "case", counters.cases),
        newly(wanted, held, "task", counters.tasks),
      ]);
      return { cases, tasks };
    },
  };
}
export type Rights = ReturnType<typeof createRights>;
