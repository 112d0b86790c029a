/** POST /test/clock: moves the virtual clock and answers when everything that fell due has been done. */
import type { Clock, VirtualClock } from "@onewindow/engine";
import { z } from "zod";
import { instant } from "../api.ts";
import { instantOf } from "../clock.ts";
import { InvalidError } from "../errors.ts";
import { platformTexts } from "../texts.ts";
import type { HttpServer } from "./server.ts";

const request = z.union([
  z.object({ to: z.union([instant, z.number().int()]) }),
  z.object({ addMs: z.number().int().min(0) }),
  z.object({}).strict(),
]);

/** With `{}` it only waits until everything is idle. */
export function registerTestClock(http: HttpServer, clock: Clock, settle: () => Promise<void>): void {
  const virtual = asVirtual(clock);
  http.route({
    method: "post",
    path: "//test/clock",
    summary: "Move the virtual clock (only with CLOCK=virtual)",
    tag: "test",
    access: "public",
    body: request,
    response: z.object({ now: instant }),
    async handler({ body }) {
      const now = virtual.now();
      const to =
        "to" in body
          ? typeof body.to === "number"
            ? body.to
            : Date.parse(body.to)
          : now + ("addMs" in body ? body.addMs : 0);
      if (to < now) {
        throw new InvalidError(platformTexts.clockBack, [
          { pointer: "/to", code: "clock-back", detail: platformTexts.clockBack },
        ]);
      }
      await settle();
      if (to > now) virtual.set(to);
      await settle();
      const moved = instantOf(virtual.now());
      http.events.broadcast({ kind: "clock", serverTime: moved });
      return { now: moved };
    },
  });
}

function asVirtual(clock: Clock): VirtualClock {
  if ("set" in clock && "onChange" in clock) return clock as VirtualClock;
  throw new Error("CLOCK=virtual needs a virtual clock.");
}
