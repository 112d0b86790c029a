/** A1: people with their dated posts; giving and ending posts, by one administrator or, for an administrator's post, two. */
import { randomInt } from "node:crypto";
import type { AuditArea } from "../audit/index.ts";
import {
  hashPassword,
  holdsOn,
  named,
  nameFault,
  persons,
  posts,
  roleNames,
  sessions,
  today,
  type StoredPerson,
  type StoredPost,
} from "../identity/index.ts";
import { instantOf } from "../platform/clock.ts";
import { ConflictError, InvalidError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Filter } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { GivenPassword, PeoplePage, PersonDetail, PersonPost, PostHolders } from "./api.ts";
import type { Rights } from "./rights.ts";
import { peopleTexts } from "./texts.ts";

const PAGE = 50;
const TEMPORARY_MS = 72 * 3_600_000;
/** Without what is mistaken for something else when it is read out. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

export interface PeopleParts {
  platform: Platform;
  audit: AuditArea;
  rights: Rights;
  departments(): { id: string; name: Text }[];
}

export type PeopleService = ReturnType<typeof createPeopleService>;

export function createPeopleService({ platform, audit, rights, departments }: PeopleParts) {
  const { store, clock, realTime, ids } = platform;
  const people = store.collection(persons);
  const postRows = store.collection(posts);
  const sessionRows = store.collection(sessions);

  const departmentName = (id: string): Text =>
    departments().find((one) => one.id === id)?.name ?? { zh: id, en: id };
  const labelOf = (department: string, roles: readonly string[]): Text => {
    const first = named(roleNames, roles[0] ?? "");
    const name = departmentName(department);
    return { zh: `${name.zh}·${first.zh}`, en: `${name.en}, ${first.en}` };
  };
  const stateOf = (post: StoredPost): PersonPost["state"] => {
    if (post.waiting === true) return "waiting";
    const day = today(clock);
    if (!post.active || (post.until != null && post.until < day)) return "ended";
    return holdsOn(post, day) ? "current" : "future";
  };
  const person = async (id: string): Promise<StoredPerson> => {
    const found = await people.get(id);
    if (found === null) throw new NotFoundError(peopleTexts.nobody);
    return found;
  };
  const postsOf = async (personId: string): Promise<StoredPost[]> =>
    (await postRows.find({ filter: { eq: ["personId", personId] }, limit: 1000 })).rows;
  /** Streams of the person end: the browser comes back and learns what it may now. */
  const endStreams = async (personId: string): Promise<void> => {
    const open = await sessionRows.find({ filter: { eq: ["personId", personId] }, limit: 1000 });
    for (const session of open.rows) platform.events.endSession(session.id);
  };
  const postView = async (actor: Actor, post: StoredPost): Promise<PersonPost> => {
    const nameOf = async (id: string): Promise<string> => (await people.get(id))?.name ?? id;
    return {
      id: post.id,
      label: labelOf(post.department, post.roles),
      state: stateOf(post),
      from: post.from ?? null,
      until: post.until ?? null,
      given: post.given == null ? null : { by: await nameOf(post.given.by), at: instantOf(post.given.at) },
      ended:
        post.ended == null
          ? null
          : { by: await nameOf(post.ended.by), at: instantOf(post.ended.at), reason: post.ended.reason },
      rights: rights.inWords(post.department, post.roles),
      mayConfirm:
        post.waiting === true && post.given?.by !== actor.personId && post.personId !== actor.personId,
    };
  };
  const detail = async (actor: Actor, id: string): Promise<PersonDetail> => {
    const found = await person(id);
    const held = await postsOf(id);
    const rank = ["waiting", "current", "future", "ended"];
    const shown = await Promise.all(held.map((post) => postView(actor, post)));
    return {
      id,
      username: found.username,
      name: found.name,
      active: found.active,
      self: id === actor.personId,
      temporaryUntil:
        found.temporary == null ? null : instantOf(clock.now() + found.temporary.until - realTime.now()),
      posts: shown.toSorted((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state)),
    };
  };
  const password = (): string =>
    Array.from({ length: 4 }, () =>
      Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
    ).join("-");

  return {
    person,
    postsOf,
    stateOf,
    labelOf,
    detail,
    endStreams,

    async list(query: {
      q?: string | undefined;
      department?: string | undefined;
      role?: string | undefined;
      state?: PersonPost["state"] | undefined;
      after?: string | undefined;
    }): Promise<PeoplePage> {
      const { q = "", department, role, state } = query;
      const filters: Filter[] = [];
      const begins = (field: string, value: string): Filter => ({
        and: [{ gte: [field, value] }, { lt: [field, `${value}\uffff`] }],
      });
      if (q !== "") filters.push({ or: [begins("username", q.toLowerCase()), begins("name", q)] });
      if (department !== undefined || role !== undefined || state !== undefined) {
        const wanted = await postRows.find({
          ...(department === undefined ? {} : { filter: { eq: ["department", department] } }),
          limit: 10_000,
        });
        const fitting = wanted.rows.filter(
          (post) =>
            (role === undefined || post.roles.includes(role)) &&
            (state === undefined || stateOf(post) === state),
        );
        filters.push({ in: ["id", [...new Set(fitting.map(({ personId }) => personId))]] });
      }
      const filter: Filter | undefined = filters.length === 0 ? undefined : { and: filters };
      const [found, total] = await Promise.all([
        people.find({
          ...(filter === undefined ? {} : { filter }),
          sort: ["username"],
          limit: PAGE,
          ...(query.after === undefined ? {} : { after: query.after }),
        }),
        people.count(filter),
      ]);
      const held = await postRows.find({
        filter: { in: ["personId", found.rows.map(({ id }) => id)] },
        limit: 10_000,
      });
      return {
        rows: found.rows.map((one) => ({
          id: one.id,
          username: one.username,
          name: one.name,
          active: one.active,
          posts: held.rows
            .filter((post) => post.personId === one.id && stateOf(post) !== "ended")
            .map((post) => ({
              label: labelOf(post.department, post.roles),
              state: stateOf(post),
              until: post.until ?? null,
            })),
        })),
        total,
        next: found.next,
        departments: departments().map(({ id, name }) => ({ id, name, roles: rights.rolesIn(id) })),
      };
    },

    async holders(department: string, role: string): Promise<PostHolders> {
      const held = await postRows.find({
        filter: { contains: ["groups", `${department}:${role}`] },
        limit: 10_000,
      });
      const current = held.rows.filter((post) => stateOf(post) === "current");
      const named_ = await people.getMany(current.map(({ personId }) => personId));
      return {
        label: labelOf(department, [role]),
        rights: rights.inWords(department, [role]),
        holders: current.map(({ personId, from, until }) => ({
          id: personId,
          name: named_.find(({ id }) => id === personId)?.name ?? personId,
          from: from ?? null,
          until: until ?? null,
        })),
      };
    },

    async add(actor: Actor, given: { username: string; name: string }): Promise<GivenPassword> {
      const username = given.username.trim().toLowerCase();
      const name = given.name.trim();
      const fault = nameFault({ username, name });
      if (fault !== null)
        throw new InvalidError(fault.text, [
          { pointer: `/${fault.field}`, code: fault.field, detail: fault.text },
        ]);
      if (await people.first({ filter: { eq: ["username", username] } }))
        throw new ConflictError(peopleTexts.taken, {}, "taken");
      const id = ids.next();
      const shown = password();
      const until = realTime.now() + TEMPORARY_MS;
      const hash = await hashPassword(shown);
      await store.transaction((tx) => {
        tx.insert(persons, {
          id,
          username,
          name,
          language: "zh",
          password: hash,
          idNumber: null,
          phone: null,
          address: null,
          active: true,
          temporary: { until },
          demo: null,
        });
        audit.record(tx, { actor, action: "people.add", thing: { kind: "person", id } });
      });
      return { id, username, password: shown, until: instantOf(clock.now() + TEMPORARY_MS) };
    },

    /** A new password for one sign-in; every session of the person ends. */
    async reset(actor: Actor, id: string): Promise<GivenPassword> {
      const found = await person(id);
      const shown = password();
      const hash = await hashPassword(shown);
      const open = await sessionRows.find({ filter: { eq: ["personId", id] }, limit: 1000 });
      await store.transaction((tx) => {
        tx.update(persons, {
          ...found,
          password: hash,
          temporary: { until: realTime.now() + TEMPORARY_MS },
        });
        audit.record(tx, {
          actor,
          action: "people.reset",
          thing: { kind: "person", id },
          data: { sessions: open.rows.length },
        });
      });
      for (const session of open.rows) {
        // one that has just ended or moved by itself is no reason to keep the others
        const now = await sessionRows.get(session.id);
        if (now !== null) await store.transaction((tx) => tx.remove(sessions, now));
        platform.events.endSession(session.id);
      }
      return {
        id,
        username: found.username,
        password: shown,
        until: instantOf(clock.now() + TEMPORARY_MS),
      };
    },
  };
}
