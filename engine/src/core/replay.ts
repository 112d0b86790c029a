/** Replay: the events of a log, applied to an empty state, give the state that processing gave. */
import { applyEvent } from "./appliers.ts";
import type { AnyEvent } from "./records.ts";
import type { StateDump } from "./state/backend.ts";
import { MemoryBackend } from "./state/memory-backend.ts";
import { FIRST_KEY, State } from "./state/state.ts";

/** Only the events count; each has `name`, `key` and `value` as the log keeps them. */
export interface ReplayBatch {
  readonly events: readonly { readonly name: string; readonly key: number; readonly value: object }[];
}

/** All rows of the state that the whole log leads to, as text: equal to the live state's dump. */
export function replay(log: Iterable<ReplayBatch>): StateDump {
  const backend = new MemoryBackend(State.specs());
  const state = new State(backend, FIRST_KEY, { strict: true, cacheRows: 1000 });
  for (const { events } of log) {
    for (const event of events as readonly AnyEvent[]) {
      applyEvent(state, event.name, event.key, event.value);
      state.lastKey = Math.max(state.lastKey, event.key);
    }
    state.flush(backend);
    state.committed();
  }
  return backend.dump();
}
