/** What is due: timers, job deadlines, ends of back-off, ends of message lifetimes. */
import type { FollowUp } from "../core/records.ts";
import type { State } from "../core/state/state.ts";

const AT_ONCE = 500;

const commandOf: Readonly<Record<string, (key: number, due: number) => FollowUp>> = {
  timer: (key, dueDate) => ({ name: "TIMER.TRIGGER", key, value: { dueDate } }),
  job: (key, deadline) => ({ name: "JOB.TIME_OUT", key, value: { deadline } }),
  backoff: (key, recurringTime) => ({ name: "JOB.RECUR_AFTER_BACKOFF", key, value: { recurringTime } }),
  message: (key, deadline) => ({ name: "MESSAGE.EXPIRE", key, value: { deadline } }),
};

/** Commands for what is due now, earliest first within each kind; some at a time. */
export function dueCommands(state: State, now: number): FollowUp[] {
  const commands: FollowUp[] = [];
  for (const [queue, command] of Object.entries(commandOf)) {
    const head = state.due.head(queue);
    if (head === undefined || head[0] > now) continue;
    for (const [due, key] of state.due.first(queue, AT_ONCE))
      if (due <= now) commands.push(command(key, due));
  }
  return commands;
}

/** Commands that end the time of jobs in hand, the earliest first, some at a time; empty when none is in hand. */
export function jobsInHand(state: State): FollowUp[] {
  return state.due.first("job", AT_ONCE).map(([deadline, key]) => commandOf["job"]!(key, deadline));
}

/** Epoch ms of the next thing that becomes due, null when nothing waits. */
export function nextDueTime(state: State): number | null {
  let next: number | null = null;
  for (const queue of Object.keys(commandOf)) {
    const due = state.due.head(queue)?.[0];
    if (due !== undefined && (next === null || due < next)) next = due;
  }
  return next;
}
