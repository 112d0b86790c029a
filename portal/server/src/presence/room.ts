/** Who looks at what, for as long as they say so. In memory: nothing of it outlives the process. */
export interface Looker {
  sessionId: string;
  personId: string;
  name: string;
  since: number;
  seen: number;
}

/** Who has not been heard of for so long does not look any more. */
export const AWAY_MS = 45_000;
const PLACES = 10_000;

export function createRooms(now: () => number) {
  const rooms = new Map<string, Map<string, Looker>>();
  const present = (place: string): Looker[] => {
    const room = rooms.get(place);
    if (room === undefined) return [];
    for (const [id, looker] of room) if (looker.seen <= now() - AWAY_MS) room.delete(id);
    if (room.size === 0) rooms.delete(place);
    return [...room.values()];
  };
  const trim = (): void => {
    if (rooms.size <= PLACES) return;
    for (const place of [...rooms.keys()]) present(place);
  };
  return {
    present,
    /** Answers whether the looker is new here. */
    enter(place: string, who: Pick<Looker, "sessionId" | "personId" | "name">): boolean {
      present(place);
      const room = rooms.get(place) ?? new Map<string, Looker>();
      rooms.set(place, room);
      const known = room.get(who.sessionId);
      room.set(who.sessionId, { ...who, since: known?.since ?? now(), seen: now() });
      trim();
      return known === undefined;
    },
    /** Answers whether the looker was here. */
    leave(place: string, sessionId: string): boolean {
      const gone = rooms.get(place)?.delete(sessionId) ?? false;
      present(place);
      return gone;
    },
  };
}
