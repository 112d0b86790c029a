/** Signing in and out, acting as, and who the caller is. */
import type { Request, Response } from "express";
import { AppError, ForbiddenError, InvalidError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import { instantOf } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import type { AuditArea } from "../audit/index.ts";
import { createHash } from "node:crypto";
import type { Display, Session } from "./api.ts";
import type { Attempts } from "./attempts.ts";
import { capacitiesOf, type DepartmentName, type HeldCapacity } from "./capacities.ts";
import { persons, sessions as sessionRows, type StoredPerson, type StoredSession } from "./model.ts";
import { passwordFault } from "./administrator.ts";
import { hashPassword, passwordHolds } from "./passwords.ts";
import type { Policy } from "./policy.ts";
import type { Sessions } from "./sessions.ts";
import { today } from "./tenure.ts";
import { identityTexts } from "./texts.ts";

interface SignIn {
  username: string;
  password: string;
  newPassword?: string | undefined;
}
interface Parts {
  platform: Platform;
  audit: AuditArea;
  sessions: Sessions;
  attempts: Attempts;
  policy: Policy;
  departmentName: DepartmentName;
  unread(actor: Actor): Promise<number>;
}

export interface IdentityService {
  actorOf(req: Request): Promise<Actor | null>;
  signIn(req: Request, res: Response, given: SignIn): Promise<Session>;
  signOut(actor: Actor, res: Response): Promise<void>;
  me(actor: Actor): Promise<Session>;
  /** Keeps how the person wants pages shown. */
  keepDisplay(actor: Actor, display: Display): Promise<Session>;
  actAs(actor: Actor, capacityId: string): Promise<Session>;
}

export function createIdentityService(parts: Parts): IdentityService {
  const { platform, audit, sessions, attempts, policy } = parts;
  const { store, clock, realTime } = platform;
  const people = store.collection(persons);
  const stored = store.collection(sessionRows);

  const heldBy = (person: StoredPerson): Promise<HeldCapacity[]> =>
    capacitiesOf(store, person, parts.departmentName, today(clock));

  const view = async (person: StoredPerson, session: StoredSession): Promise<Session> => {
    const held = await heldBy(person);
    const acting = inForce(held, session.capacityId);
    const actor = actorIn(person, acting, session.id);
    return {
      person: {
        id: person.id,
        name: person.name,
        initial: [...person.name][0] ?? "",
        language: person.language,
      },
      actingAs: acting.capacity,
      capacities: held.map(({ capacity }) => capacity),
      csrfToken: sessions.csrfToken(session.id),
      // in the server's time, which is what the browser shows
      expiresAt: instantOf(clock.now() + session.expiresAt - realTime.now()),
      unreadMessages: await parts.unread(actor),
      abilities: policy.abilities(actor),
      display: person.display ?? null,
    };
  };
  const own = async (actor: Actor): Promise<{ person: StoredPerson; session: StoredSession }> => {
    const [person, session] = await Promise.all([people.get(actor.personId), stored.get(actor.sessionId)]);
    if (!person || !session)
      throw new AppError({ code: "not-signed-in", status: 401, detail: identityTexts.signedOut });
    return { person, session };
  };

  /** One's own password in place of the one given; the given one opens nothing by itself. */
  const choose = async (person: StoredPerson, given: string, wanted: string | undefined) => {
    if (person.temporary && person.temporary.until <= realTime.now())
      throw new AppError({ code: "password-expired", status: 401, detail: identityTexts.temporaryOver });
    if (wanted === undefined)
      throw new AppError({ code: "choose-password", status: 409, detail: identityTexts.choose });
    const fault =
      passwordFault(wanted, person.username) ?? (wanted === given ? identityTexts.samePassword : null);
    if (fault !== null)
      throw new InvalidError(fault, [{ pointer: "/newPassword", code: "password", detail: fault }]);
    return hashPassword(wanted);
  };

  return {
    async actorOf(req) {
      const session = await sessions.of(req);
      const person = session && (await people.get(session.personId));
      if (!session || !person?.active) return null;
      return actorIn(person, inForce(await heldBy(person), session.capacityId), session.id);
    },

    async signIn(req, res, { username, password, newPassword }) {
      const name = username.trim().toLowerCase();
      const address = req.ip ?? "";
      await attempts.begin(name, address);
      const person = await people.first({ filter: { eq: ["username", name] } });
      const holds = await passwordHolds(password, person?.password ?? null);
      if (!person || !holds || !person.active) {
        const account = createHash("sha256").update(name).digest("hex").slice(0, 16);
        await audit.recordRead({
          actor: null,
          by: "identity",
          action: "identity.signInFailed",
          thing: { kind: "account", id: account },
        });
        throw new AppError({
          code: "wrong-credentials",
          status: 401,
          detail: identityTexts.wrongCredentials,
        });
      }
      await attempts.succeed(name, address);
      const chosen = person.temporary == null ? null : await choose(person, password, newPassword);
      const [first] = await heldBy(person);
      const capacityId = first?.capacity.id ?? "self";
      let opened: { token: string; session: StoredSession } | undefined;
      await store.transaction((tx) => {
        opened = sessions.open(tx, person.id, capacityId);
        if (chosen !== null) tx.update(persons, { ...person, password: chosen, temporary: null });
        const actor = actorIn(person, first ?? null, opened.session.id);
        audit.record(tx, { actor, action: "identity.signIn", thing: { kind: "person", id: person.id } });
      });
      if (!opened) throw new Error("The session was not opened.");
      sessions.setCookie(res, opened.token);
      return view(person, opened.session);
    },

    async signOut(actor, res) {
      const session = await stored.get(actor.sessionId);
      sessions.clearCookie(res);
      platform.events.endSession(actor.sessionId);
      if (!session) return;
      await store.transaction((tx) => {
        tx.remove(sessionRows, session);
        audit.record(tx, {
          actor,
          action: "identity.signOut",
          thing: { kind: "person", id: actor.personId },
        });
      });
    },

    async me(actor) {
      const { person, session } = await own(actor);
      return view(person, session);
    },

    async keepDisplay(actor, display) {
      const { person, session } = await own(actor);
      const next = { ...person, display };
      await store.transaction((tx) => tx.update(persons, next));
      return view(next, session);
    },

    async actAs(actor, capacityId) {
      const { person, session } = await own(actor);
      const held = await heldBy(person);
      const wanted = held.find(({ capacity }) => capacity.id === capacityId);
      if (!wanted) throw new ForbiddenError(identityTexts.noCapacity, "no-capacity");
      const next = { ...session, capacityId };
      await store.transaction((tx) => {
        tx.update(sessionRows, next);
        audit.record(tx, {
          actor,
          action: "identity.actAs",
          thing: { kind: "person", id: person.id },
          data: { from: session.capacityId, to: capacityId },
        });
      });
      // hints for the old capacity end here; the browser comes back for the new one's
      platform.events.endSession(session.id);
      return view(person, { ...next, version: session.version + 1 });
    },
  };
}

/** A capacity that has ended (a post given up) falls back to the first one left. */
function inForce(held: HeldCapacity[], capacityId: string): HeldCapacity {
  const found =
    held.find(({ capacity }) => capacity.id === capacityId) ??
    held.find(({ capacity }) => capacity.kind === "self");
  if (!found) throw new Error("Everybody may act as self.");
  return found;
}

/** Somebody in a post, also one that they do not hold: what the rules would say. */
export function postActor(person: { id: string; name: string }, department: string, roles: string[]): Actor {
  return {
    personId: person.id,
    name: person.name,
    capacityId: "post:wanted",
    capacityKind: "post",
    enterpriseId: null,
    department,
    departments: [department],
    groups: roles.map((role) => `${department}:${role}`),
    language: "zh",
    sessionId: "",
  };
}

export function actorIn(person: StoredPerson, held: HeldCapacity | null, sessionId: string): Actor {
  const department = held?.capacity.post?.department ?? null;
  return {
    personId: person.id,
    name: person.name,
    capacityId: held?.capacity.id ?? "self",
    capacityKind: held?.capacity.kind ?? "self",
    enterpriseId: held?.capacity.enterprise?.id ?? null,
    ...(held?.mandates == null ? {} : { mandates: held.mandates }),
    department,
    departments: department === null ? [] : [department],
    groups: held?.groups ?? [],
    language: person.language,
    sessionId,
  };
}
