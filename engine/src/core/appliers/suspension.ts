/** Appliers of suspension: what would go on by itself leaves its queue, and comes back when the instance is resumed. */
import type { Appliers } from "../appliers.ts";
import type { SuspensionEvents } from "../suspension-records.ts";
import type { ElementRow } from "../state/rows.ts";
import type { State } from "../state/state.ts";
import { park, unpark } from "./job.ts";

export const suspensionAppliers: Appliers<keyof SuspensionEvents> = {
  "PROCESS_INSTANCE.SUSPENDED": (state, key) => {
    const root = state.instances.get(key);
    if (root === undefined) return;
    for (const row of elementsOf(state, root)) {
      if (row.jobKey !== 0) park(state, row.jobKey);
      for (const [timer] of state.timersByElement.rows(row.key)) {
        state.due.remove("timer", state.timers.get(timer)?.dueDate ?? 0, timer);
      }
    }
    state.updateElement({ ...root, suspended: true });
  },
  "PROCESS_INSTANCE.RESUMED": (state, key) => {
    const suspended = state.instances.get(key);
    if (suspended === undefined) return;
    const { suspended: _, ...root } = suspended;
    state.updateElement(root);
    for (const row of elementsOf(state, root)) {
      if (row.jobKey !== 0) unpark(state, row.jobKey);
      for (const [timer] of state.timersByElement.rows(row.key)) {
        state.due.add("timer", state.timers.get(timer)?.dueDate ?? 0, timer);
      }
    }
  },
  "PROCESS_INSTANCE_BUFFERED_COMMAND.BUFFERED": (state, key, { processInstanceKey, command }) =>
    state.heldCommands.put(processInstanceKey, key, command),
  "PROCESS_INSTANCE_BUFFERED_COMMAND.DRAINED": (state, key, { processInstanceKey }) =>
    state.heldCommands.delete(processInstanceKey, key),
};

/** The process and all that is alive in it. */
export function elementsOf(state: State, root: ElementRow): ElementRow[] {
  const rows = [root];
  for (let at = 0; at < rows.length; at += 1) {
    for (const [child] of state.children.rows(rows[at]?.key ?? 0)) {
      const row = state.elements.get(child);
      if (row !== undefined) rows.push(row);
    }
  }
  return rows;
}
