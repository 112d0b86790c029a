/**
 * The core: `process(command) → events, answer or rejection`, without I/O. Follow-up commands are processed
 * breadth first; beyond a hundred the rest waits behind other commands, so that no loop starves them.
 */
import type { RejectionType } from "../port.ts";
import { recoverFrom } from "./behaviours/incidents.ts";
import { ModelNeeded, Refusal, StateLost } from "./errors.ts";
import { hold } from "./held-commands.ts";
import { Processing } from "./processing.ts";
import type { Answer, CoreServices, JobPush } from "./processing.ts";
import { runProcessor } from "./processors.ts";
import type { AnyEvent, FollowUp } from "./records.ts";
import type { State } from "./state/state.ts";

export const MAX_FOLLOW_UPS = 100;

export interface Processed {
  readonly events: readonly AnyEvent[];
  readonly answer: Answer | null;
  readonly rejection: { readonly type: RejectionType; readonly reason: string } | null;
  readonly pushes: readonly JobPush[];
  /** Follow-up commands wait for another turn (CONTINUATION.CONTINUE with the record's key). */
  readonly continued: readonly number[];
  /** An error that no rule foresees, for the log; the engine goes on. */
  readonly unexpected?: unknown;
}

/**
 * Processes one command at the given time. Never throws but for ModelNeeded: then the state is as before, the
 * caller loads the model and processes the command again; and for StateLost: then the state must be read anew.
 */
export function processCommand(
  state: State,
  services: CoreServices,
  command: FollowUp,
  now: number,
): Processed {
  const mark = state.mark();
  const processing = new Processing(state, now, services);
  processing.run = (inner) => runProcessor(processing, inner);
  let current = command;
  try {
    runProcessor(processing, command);
    const { followUps } = processing;
    let next = 0;
    for (; next < followUps.length && next < MAX_FOLLOW_UPS; next += 1) {
      current = followUps[next] as FollowUp;
      processing.begin();
      if (!hold(processing, current)) runProcessor(processing, current);
    }
    const rest = followUps.slice(next);
    return finish(processing, rest);
  } catch (error) {
    if (error instanceof StateLost) throw error;
    state.undo(mark);
    if (error instanceof ModelNeeded) throw error;
    if (error instanceof Refusal) {
      return refused({ type: error.type, reason: error.message });
    }
    return unexpected(state, services, command, current, now, error);
  }
}

function finish(processing: Processing, rest: readonly FollowUp[]): Processed {
  const continued: number[] = [];
  if (rest.length > 0) {
    const key = processing.state.nextKey();
    processing.event("CONTINUATION.QUEUED", key, { commands: rest });
    continued.push(key);
  }
  const { events, answer, pushes } = processing;
  return { events, answer, rejection: null, pushes, continued };
}

function refused(rejection: NonNullable<Processed["rejection"]>): Processed {
  return { events: [], answer: null, rejection, pushes: [], continued: [] };
}

/** The batch is undone; whatever would bring the command back again is turned into an incident. */
function unexpected(
  state: State,
  services: CoreServices,
  command: FollowUp,
  failed: FollowUp,
  now: number,
  error: unknown,
): Processed {
  const reason = `${failed.name} failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`;
  const mark = state.mark();
  const processing = new Processing(state, now, services);
  try {
    recoverFrom(processing, command, failed, reason);
    return {
      ...finish(processing, []),
      rejection: { type: "PROCESSING_ERROR", reason },
      unexpected: error,
    };
  } catch {
    state.undo(mark);
    return { ...refused({ type: "PROCESSING_ERROR", reason }), unexpected: error };
  }
}
