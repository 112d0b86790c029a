/** Signing in and out, acting as, and who the caller is. */
import type { Request, Response } from "express";
import { AppError, ForbiddenError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import { instantOf } from "../platform/clock.ts";
import type { Platform } from "../platform/platform.ts";
import type { AuditArea } from "../audit/index.ts";
import { createHash } from "node:crypto";
import type { Display, Session } from "./api.ts";
import type { Attempts } from "./attempts.ts";
import { capacitiesOf, type DepartmentName, type HeldCapacity } from "./capacities.ts";
import { persons, sessions as sessionRows, type StoredPerson, type StoredSession } from "./model.ts";
import { passwordHolds } from "./passwords.ts";
import type { Policy } from "./policy.ts";
import type { Sessions } from "./sessions.ts";
import { today } from "./tenure.ts";
import { identityTexts } from "./texts.ts";

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
  signIn(req: Request, res: Response, username: string, password: string): Promise<Session>;
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

  return {
    async actorOf(req) {
      const session = await sessions.of(req);
      const person = session && (await people.get(session.personId));
      if (!session || !person?.active) return null;
      return actorIn(person, inForce(await heldBy(person), session.capacityId), session.id);
    },

    async signIn(req, res, username, password) {
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
      const [first] = await heldBy(person);
      const capacityId = first?.capacity.id ?? "self";
      let opened: { token: string; session: StoredSession } | undefined;
      await store.transaction((tx) => {
        opened = sessions.open(tx, person.id, capacityId);
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
