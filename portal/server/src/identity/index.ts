/** The identity area: persons, enterprises, posts, sessions, and who may do what. */
import type { AuditArea } from "../audit/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import { createAttempts } from "./attempts.ts";
import { capacitiesOf } from "./capacities.ts";
import type { IdentityArea } from "./contract.ts";
import { enterprises, persons, posts, sessions as sessionRows } from "./model.ts";
import { loadPolicy, ownerKeyOf } from "./policy.ts";
import { registerIdentityRoutes } from "./routes.ts";
import { seedDemo } from "./seed.ts";
import { actorIn, createIdentityService } from "./service.ts";
import { createSessions } from "./sessions.ts";
import { holdsOn, today } from "./tenure.ts";
import { departmentNames, named, postLabel, roleNames } from "./texts.ts";

export type { IdentityArea, PersonFacts } from "./contract.ts";
export { enterprises, persons, posts, type StoredEnterprise, type StoredPerson } from "./model.ts";
export { ownerKeyOf } from "./policy.ts";
export type { ConditionTrace, RuleTrace } from "./explain.ts";
export { subjects, type HeldRule, type Subject } from "./policy.ts";
export { sessions, type PostDocument, type StoredPost } from "./model.ts";
export { holdsOn, today } from "./tenure.ts";
export { hashPassword } from "./passwords.ts";
export { postActor } from "./service.ts";
export { departmentNames, named, roleNames } from "./texts.ts";
export { nameFault } from "./administrator.ts";
export { hasAdministrator } from "./administrator.ts";
export { DEMO_PASSWORD } from "./seed.ts";

const POLICY_FILE = new URL("../../policy.yaml", import.meta.url);
const SWEEP_MS = 3_600_000;

export function createIdentityArea({
  platform,
  audit,
}: {
  platform: Platform;
  audit: AuditArea;
}): IdentityArea {
  const { store, realTime, config } = platform;
  const people = store.collection(persons);
  const firms = store.collection(enterprises);
  const postRows = store.collection(posts);
  store.collection(sessionRows);
  const policy = loadPolicy(POLICY_FILE);
  const sessions = createSessions({ store, realTime, config, secret: platform.secret("sessions") });
  const attempts = createAttempts(store, realTime, config.loginFreeAttempts);
  let unread = async (_actor: Actor): Promise<number> => 0;
  let contentName = (_id: string): Text | null => null;
  const departmentName = (id: string): Text => contentName(id) ?? named(departmentNames, id);

  const service = createIdentityService({
    platform,
    audit,
    sessions,
    attempts,
    policy,
    departmentName,
    unread: (actor) => unread(actor),
  });
  platform.useAccess({
    actorOf: (req) => service.actorOf(req),
    csrfHolds: (req, actor) => sessions.csrfHolds(req, actor.sessionId),
    may: (actor, action, subject) => policy.can(actor, action, subject),
  });
  registerIdentityRoutes(platform, service);

  const sweep = async (): Promise<void> => {
    await sessions.forgetOld();
    await attempts.forgetOld();
  };
  platform.onReady(async () => {
    if (config.demo && (await seedDemo(store))) platform.log.info({ event: "seeded" }, "demo county seeded");
    await sweep();
    const timer = setInterval(() => {
      sweep().catch((error: unknown) => platform.log.warn({ err: error }, "sessions not swept"));
    }, SWEEP_MS);
    timer.unref();
    platform.onClose(async () => clearInterval(timer));
  });

  return {
    ...policy,
    ownerKeyOf,
    person: (id) => people.get(id),
    personName: async (id) => (await people.get(id))?.name ?? id,
    async personFacts(id) {
      const person = await people.get(id);
      if (!person) return null;
      const { name, idNumber, phone, address } = person;
      return { id, name, idNumber, phone, address };
    },
    async actorsOf(personId, day) {
      const person = await people.get(personId);
      if (!person?.active) return [];
      const held = await capacitiesOf(
        store,
        person,
        departmentName,
        day ?? today(platform.clock),
        day !== undefined && day < today(platform.clock),
      );
      return held.map((one) => ({
        actor: actorIn(person, one, ""),
        label: one.capacity.label,
        undated: one.undated,
      }));
    },
    enterprise: (id) => firms.get(id),
    enterprisesOf: async (personId) =>
      (await firms.find({ filter: { contains: ["members.personId", personId] } })).rows,
    async postName(capacityId) {
      const post = capacityId.startsWith("post:")
        ? await postRows.get(capacityId.slice("post:".length))
        : null;
      return post && postLabel(departmentName(post.department), named(roleNames, post.role));
    },
    async membersOf(group) {
      const held = (await postRows.find({ filter: { contains: ["groups", group] } })).rows.filter(
        (post) => post.active && holdsOn(post, today(platform.clock)),
      );
      const members = await people.getMany(held.map((post) => post.personId));
      return held.flatMap((post) => {
        const person = members.find(({ id }) => id === post.personId);
        if (!person?.active) return [];
        const label = postLabel(departmentName(post.department), named(roleNames, post.role));
        return [{ personId: person.id, name: person.name, post: label }];
      });
    },
    useUnread: (count) => {
      unread = count;
    },
    useDepartments: (nameOf) => {
      contentName = nameOf;
    },
  };
}
