/** Follow-up commands that wait while their process instance is suspended; what ends it does not wait. */
import type { Processing } from "./processing.ts";
import type { CommandName, FollowUp } from "./records.ts";

const WAITING: ReadonlySet<CommandName> = new Set<CommandName>([
  "PROCESS_INSTANCE.ACTIVATE_ELEMENT",
  "PROCESS_INSTANCE.COMPLETE_ELEMENT",
  "PROCESS_INSTANCE.COMPLETE_EXECUTION_LISTENER",
  "PROCESS_INSTANCE_BATCH.ACTIVATE",
  "CONDITIONAL_SUBSCRIPTION.EVALUATE",
]);

/** True when the command waits from now on. */
export function hold(p: Processing, command: FollowUp): boolean {
  if (!WAITING.has(command.name)) return false;
  const { value } = command;
  if (!("processInstanceKey" in value) || !p.state.isSuspended(value.processInstanceKey)) return false;
  const { processInstanceKey } = value;
  p.event("PROCESS_INSTANCE_BUFFERED_COMMAND.BUFFERED", p.state.nextKey(), { processInstanceKey, command });
  return true;
}
