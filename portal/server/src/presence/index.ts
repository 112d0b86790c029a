import { z } from "zod";
import { isoInstant } from "../clocks/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { presence, presenceKind } from "./api.ts";
import type { PresenceKind } from "./api.ts";
import { createRooms } from "./room.ts";

/** May the actor look at it? Whoever may not learns nothing of it, nor of who does. */
export type MayLook = (actor: Actor, id: string) => Promise<boolean>;

const params = z.object({ kind: presenceKind, id: z.string().max(60) });
const tag = "presence";
const texts = {
  nothing: { zh: "没有可以一起看的内容。", en: "There is nothing to look at." },
};

/** “Somebody else is looking”: hints between people who may see the same thing, ending by themselves. */
export function createPresenceArea({
  platform,
  mayLook,
}: {
  platform: Platform;
  mayLook: Record<PresenceKind, MayLook>;
}): void {
  const rooms = createRooms(() => platform.realTime.now());
  const tell = (place: string, exceptSession: string): void => {
    const others = rooms.present(place).filter((looker) => looker.sessionId !== exceptSession);
    if (others.length === 0) return;
    platform.events.publish({
      to: [...new Set(others.map(({ personId }) => personId))].map((personId) => ({ personId })),
      event: { kind: "presence", place },
    });
  };
  platform.route({
    method: "post",
    path: "/presence/:kind/:id",
    summary: "Says that the caller looks at it, and answers who else does",
    tag,
    access: "signed-in",
    params,
    response: presence,
    async handler({ actor, params: { kind, id } }) {
      if (!(await mayLook[kind](actor, id))) throw new NotFoundError(texts.nothing);
      const place = `${kind}:${id}`;
      const { sessionId, personId, name } = actor;
      if (rooms.enter(place, { sessionId, personId, name })) tell(place, sessionId);
      return {
        others: rooms
          .present(place)
          .filter((looker) => looker.sessionId !== sessionId)
          .map((looker) => ({
            name: looker.name,
            since: isoInstant(looker.since),
            me: looker.personId === personId,
          })),
      };
    },
  });
  platform.route({
    method: "delete",
    path: "/presence/:kind/:id",
    summary: "The caller looks no longer",
    tag,
    access: "signed-in",
    params,
    response: z.object({ left: z.boolean() }),
    handler({ actor, params: { kind, id } }) {
      const place = `${kind}:${id}`;
      const left = rooms.leave(place, actor.sessionId);
      if (left) tell(place, actor.sessionId);
      return { left };
    },
  });
}
