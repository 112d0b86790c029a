/** Server-sent events: hints to browsers that something changed, per person and group; a broken line resumes. */
import type { Request, Response } from "express";
import type { LiveHub, LiveTarget } from "../platform.ts";
import type { EventsRelay } from "../processes/shared-events.ts";
import type { Actor } from "./route.ts";

const HEARTBEAT_MS = 25_000;
const REMEMBERED = 1000;

interface Listener {
  actor: Actor;
  res: Response;
}
interface Sent {
  number: number;
  /** Null: to everybody. */
  to: LiveTarget[] | null;
  data: string;
}

export interface EventsHub extends LiveHub {
  /** Answers GET /events. Resumes after `Last-Event-ID`, or says `resync` when that is too long ago. */
  listen(actor: Actor, req: Request, res: Response): void;
  close(): void;
}

/** What one process tells the others. */
type Relayed = { to: LiveTarget[] | null; event: object } | { endSession: string };

/**
 * `run` names this start of the server: numbers of an earlier start mean nothing now. `relay` carries everything to and
 * from the other processes of the installation.
 */
export function createEventsHub(run: string, relay?: EventsRelay): EventsHub {
  const listeners = new Set<Listener>();
  const recent: Sent[] = [];
  let number = 0;

  const write = (res: Response, sent: Sent): void => {
    res.write(`id: ${run}-${sent.number}\ndata: ${sent.data}\n\n`);
  };
  const send = (to: LiveTarget[] | null, event: object): void => {
    const sent = { number: (number += 1), to, data: JSON.stringify(event) };
    recent.push(sent);
    if (recent.length > REMEMBERED) recent.shift();
    for (const { actor, res } of listeners) if (concerns(sent, actor)) write(res, sent);
  };
  const resume = (res: Response, actor: Actor, lastId: string): void => {
    const seen = lastId.startsWith(`${run}-`) ? Number(lastId.slice(run.length + 1)) : Number.NaN;
    const oldest = recent[0]?.number ?? number + 1;
    if (!(seen >= oldest - 1)) {
      res.write(`id: ${run}-${number}\nevent: resync\ndata: {}\n\n`);
      return;
    }
    for (const sent of recent) if (sent.number > seen && concerns(sent, actor)) write(res, sent);
  };
  const heartbeat = setInterval(() => {
    for (const { res } of listeners) res.write(": \n\n");
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const endHere = (sessionId: string): void => {
    for (const { actor, res } of [...listeners]) if (actor.sessionId === sessionId) res.end();
  };
  const tell = (told: Relayed): void => {
    take(told);
    relay?.send(told);
  };
  const take = (told: Relayed): void => {
    if ("endSession" in told) endHere(told.endSession);
    else send(told.to, told.event);
  };
  relay?.onReceived((told) => take(told as Relayed));

  return {
    publish: ({ to, event }) => tell({ to, event }),
    broadcast: (event) => tell({ to: null, event }),
    endSession: (sessionId) => tell({ endSession: sessionId }),
    listen(actor, req, res) {
      res.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      });
      res.write(`retry: 2000\nid: ${run}-${number}\n\n`);
      const lastId = req.get("last-event-id");
      if (lastId !== undefined) resume(res, actor, lastId);
      const listener = { actor, res };
      listeners.add(listener);
      res.on("close", () => listeners.delete(listener));
    },
    close() {
      clearInterval(heartbeat);
      for (const { res } of [...listeners]) res.end();
      listeners.clear();
    },
  };
}

function concerns(sent: Sent, actor: Actor): boolean {
  if (sent.to === null) return true;
  return sent.to.some(
    ({ personId, group }) =>
      (personId !== undefined || group !== undefined) &&
      (personId === undefined || personId === actor.personId) &&
      (group === undefined || actor.groups.includes(group)),
  );
}
