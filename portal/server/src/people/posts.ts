/** Giving and ending posts: the rules of both, and what becomes of the work in hand. */
import type { AuditArea } from "../audit/index.ts";
import { posts, today, type StoredPost } from "../identity/index.ts";
import {
  ConflictError,
  ForbiddenError,
  InvalidError,
  NotFoundError,
  StateError,
} from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { TasksOfPerson } from "../tasks/index.ts";
import type { EndPost, EndPreview, NewPost, PersonDetail, PostPreview } from "./api.ts";
import { ranked, type Rights } from "./rights.ts";
import type { PeopleService } from "./service.ts";
import { peopleTexts } from "./texts.ts";

const ADMINISTRATORS = "county:admin";
const CELL = "people-posts";

export function createPosts(parts: {
  platform: Platform;
  audit: AuditArea;
  rights: Rights;
  people: PeopleService;
  tasks: TasksOfPerson;
  departments(): { id: string; name: Text }[];
}) {
  const { platform, audit, rights, people, tasks, departments } = parts;
  const { store, clock, ids } = platform;
  const rows = store.collection(posts);

  /** Changes of posts come one after another: what was checked still holds when it is written. */
  const change = async (check: () => Promise<(tx: Transaction) => void>): Promise<void> => {
    const seen = await store.cell(CELL);
    const write = await check();
    await store.transaction((tx) => {
      tx.cell(CELL, (now) => {
        if (now !== seen) throw new ConflictError(peopleTexts.overtaken, {}, "overtaken");
        return String(Number(now ?? 0) + 1);
      });
      write(tx);
    });
  };
  const holding = async (group: string, without: string): Promise<StoredPost[]> =>
    (await rows.find({ filter: { contains: ["groups", group] }, limit: 10_000 })).rows.filter(
      (post) => post.id !== without && people.stateOf(post) === "current",
    );
  const post = async (id: string): Promise<StoredPost> => {
    const found = await rows.get(id);
    if (found === null) throw new NotFoundError(peopleTexts.noPost);
    return found;
  };
  const field = (pointer: string, detail: Text): InvalidError =>
    new InvalidError(detail, [{ pointer, code: "invalid", detail }]);
  const wanted = async (actor: Actor, personId: string, given: NewPost) => {
    const person = await people.person(personId);
    if (!departments().some(({ id }) => id === given.department))
      throw field("/department", peopleTexts.unknownDepartment);
    const roles = ranked(given.roles);
    const known = rights.rolesIn(given.department);
    if (roles.some((role) => !known.some(({ id }) => id === role)))
      throw field("/roles", peopleTexts.unknownRole);
    const day = today(clock);
    const from = given.from ?? day;
    if (given.until != null && (given.until < from || given.until < day))
      throw field("/until", peopleTexts.order);
    if (personId === actor.personId) throw new ForbiddenError(peopleTexts.self, "self-grant");
    const groups = roles.map((role) => `${given.department}:${role}`);
    const held = await people.postsOf(personId);
    if (
      held.some(
        (one) => people.stateOf(one) !== "ended" && groups.every((group) => one.groups.includes(group)),
      )
    )
      throw new ConflictError(peopleTexts.held, {}, "held");
    return { person, roles, groups, from, until: given.until ?? null };
  };
  const left = async (personId: string, without: string): Promise<string[]> =>
    (await people.postsOf(personId))
      .filter((one) => one.id !== without && people.stateOf(one) === "current")
      .flatMap(({ groups }) => groups);
  /** Why it may not end now. */
  const barred = async (one: StoredPost): Promise<Text | null> => {
    if (people.stateOf(one) !== "current") return null;
    let stranded = 0;
    for (const group of one.groups) {
      const others = await holding(group, one.id);
      // an administrator whose own last day is set is no one to rely on
      if (group === ADMINISTRATORS && others.every(({ until }) => until != null)) return peopleTexts.last;
      if (others.length > 0) continue;
      stranded += await tasks.openOfGroups([group]);
    }
    return stranded > 0 ? peopleTexts.lastHolder(stranded) : null;
  };
  const row = (
    actor: Actor,
    action: string,
    one: StoredPost | { id: string; personId: string },
    data: object,
  ) => ({
    actor,
    action,
    thing: { kind: "person", id: one.personId },
    data: { post: one.id, ...data },
  });

  return {
    async preview(actor: Actor, personId: string, given: NewPost): Promise<PostPreview> {
      const { person, roles, groups } = await wanted(actor, personId, given);
      return {
        label: people.labelOf(given.department, roles),
        newly: await rights.preview(person, given.department, roles),
        rights: rights.inWords(given.department, roles),
        secondPerson: groups.includes(ADMINISTRATORS),
      };
    },

    async give(actor: Actor, personId: string, given: NewPost): Promise<PersonDetail> {
      await change(async () => {
        const { roles, groups, from, until } = await wanted(actor, personId, given);
        const waiting = groups.includes(ADMINISTRATORS);
        if (waiting) {
          const others = (await holding(ADMINISTRATORS, "")).filter(
            (one) => one.personId !== actor.personId && one.personId !== personId,
          );
          if (others.length === 0) throw new StateError(peopleTexts.alone, {}, "no-second-person");
        }
        const made = {
          id: ids.next(),
          personId,
          department: given.department,
          role: roles[0] ?? "",
          roles,
          groups,
          active: !waiting,
          from,
          until,
          given: { by: actor.personId, at: clock.now() },
          ...(waiting ? { waiting } : {}),
        };
        return (tx) => {
          tx.insert(posts, made);
          audit.record(
            tx,
            row(actor, waiting ? "people.proposePost" : "people.givePost", made, { groups, from, until }),
          );
        };
      });
      await people.endStreams(personId);
      return people.detail(actor, personId);
    },

    /** The second person's word on an administrator's post. */
    async decide(actor: Actor, id: string, agreed: boolean): Promise<PersonDetail> {
      const { personId } = await post(id);
      await change(async () => {
        const one = await post(id);
        if (one.waiting !== true) throw new StateError(peopleTexts.notWaiting);
        if (agreed && (one.given?.by === actor.personId || one.personId === actor.personId))
          throw new ForbiddenError(peopleTexts.second, "second-person");
        return (tx) => {
          tx.update(posts, {
            ...one,
            waiting: null,
            active: agreed,
            // it holds from the second person's word on; one that was declined never held
            ...(agreed && (one.from ?? "") < today(clock) ? { from: today(clock) } : {}),
            ...(agreed ? {} : { until: null, ended: { by: actor.personId, at: clock.now(), reason: "" } }),
          });
          audit.record(
            tx,
            row(actor, agreed ? "people.confirmPost" : "people.declinePost", one, { groups: one.groups }),
          );
        };
      });
      await people.endStreams(personId);
      return people.detail(actor, personId);
    },

    async endPreview(id: string): Promise<EndPreview> {
      const one = await post(id);
      const groups = await left(one.personId, id);
      return {
        openTasks: (await tasks.heldBeyond(one.personId, groups)).length,
        barred: await barred(one),
      };
    },

    async end(actor: Actor, id: string, given: EndPost): Promise<PersonDetail> {
      const { personId } = await post(id);
      const day = today(clock);
      await change(async () => {
        const one = await post(id);
        const state = people.stateOf(one);
        if (state === "ended" || state === "waiting") throw new StateError(peopleTexts.over);
        if (given.until !== null && (given.until < day || given.until < (one.from ?? day)))
          throw field("/until", peopleTexts.order);
        const why = await barred(one);
        // on a later day somebody else may have the post by then; an administrator's ends only once there is another
        if (why !== null && (given.until === null || why === peopleTexts.last))
          throw new StateError(why, {}, why === peopleTexts.last ? "last-administrator" : "last-holder");
        return (tx) => {
          tx.update(posts, {
            ...one,
            until: given.until ?? day,
            ...(given.until === null ? { active: false } : {}),
            ended: { by: actor.personId, at: clock.now(), reason: given.reason },
          });
          audit.record(
            tx,
            row(actor, "people.endPost", one, {
              groups: one.groups,
              until: given.until ?? day,
              purpose: given.reason,
            }),
          );
        };
      });
      if (given.until === null) {
        await tasks.giveBack(actor, personId, await left(personId, id));
        await people.endStreams(personId);
      }
      return people.detail(actor, personId);
    },

    /** Posts whose last day is over: their tasks go back, their pages are told. Answers how many. */
    async sweep(): Promise<number> {
      const over = (await rows.find({ filter: { lt: ["until", today(clock)] }, limit: 1000 })).rows.filter(
        ({ active }) => active,
      );
      for (const one of over) {
        await tasks.giveBack(null, one.personId, await left(one.personId, one.id));
        await store.transaction((tx) => {
          tx.update(posts, { ...one, active: false });
          audit.record(tx, {
            actor: null,
            by: "people:post-ended",
            action: "people.postOver",
            thing: { kind: "person", id: one.personId },
            data: { post: one.id, groups: one.groups },
          });
        });
        await people.endStreams(one.personId);
      }
      return over.length;
    },
  };
}
export type Posts = ReturnType<typeof createPosts>;
