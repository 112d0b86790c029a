/**
 * Suspending and resuming a process instance, by the documentation of 8.10 (8.8 has neither): jobs are parked, timers
 * rest, messages and signals pass it by, and what the engine wished for it is held. Cancelling it works all the same.
 */
import { elementsOf } from "../appliers/suspension.ts";
import { offer } from "../behaviours/jobs.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { ElementRow } from "../state/rows.ts";

export const suspensionProcessors: Processors<"PROCESS_INSTANCE.SUSPEND" | "PROCESS_INSTANCE.RESUME"> = {
  "PROCESS_INSTANCE.SUSPEND": (p, _key, { processInstanceKey }) => {
    const root = running(p, processInstanceKey, "suspend");
    if (root.suspended === true) {
      throw new Refusal(
        "INVALID_STATE",
        `Expected to suspend a process instance with key '${processInstanceKey}', but it is already suspended`,
      );
    }
    p.event("PROCESS_INSTANCE.SUSPENDED", processInstanceKey, root.value);
    p.respond(processInstanceKey, null);
  },
  "PROCESS_INSTANCE.RESUME": (p, _key, { processInstanceKey }) => {
    const root = running(p, processInstanceKey, "resume");
    if (root.suspended !== true) {
      throw new Refusal(
        "INVALID_STATE",
        `Expected to resume a process instance with key '${processInstanceKey}', but it is not currently suspended`,
      );
    }
    p.event("PROCESS_INSTANCE.RESUMED", processInstanceKey, root.value);
    for (const [key, command] of [...p.state.heldCommands.rows(processInstanceKey)]) {
      p.event("PROCESS_INSTANCE_BUFFERED_COMMAND.DRAINED", key, { processInstanceKey, command });
      p.followUps.push(command);
    }
    for (const row of elementsOf(p.state, root)) goOn(p, row);
    p.respond(processInstanceKey, null);
  },
};

/** Its job may be taken; buffered messages that came meanwhile are looked at. */
function goOn(p: Processing, row: ElementRow): void {
  const job = row.jobKey === 0 ? undefined : p.state.jobs.get(row.jobKey);
  if (job?.state === "ACTIVATABLE") offer(p, row.jobKey, job.value.type);
  for (const [key] of p.state.subscriptionsByElement.rows(row.key)) {
    p.command("PROCESS_MESSAGE_SUBSCRIPTION.CORRELATE", key, {});
  }
}

function running(p: Processing, key: number, verb: "suspend" | "resume"): ElementRow {
  const root = p.state.instances.get(key);
  if (root !== undefined && root.state !== "TERMINATING") return root;
  const text = `Expected to ${verb} a process instance with key '${key}', but no such process was found`;
  throw new Refusal("NOT_FOUND", text);
}
