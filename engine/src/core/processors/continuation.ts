/** Follow-up commands that were put behind others take their turn. */
import type { Processors } from "../processors.ts";

export const continuationProcessors: Processors<"CONTINUATION.CONTINUE"> = {
  "CONTINUATION.CONTINUE": (p, key) => {
    const continuation = p.state.continuations.get(key);
    if (continuation === undefined) return;
    p.event("CONTINUATION.TAKEN", key, { commands: [] });
    p.followUps.push(...continuation.commands);
  },
};
