/** Records of suspension: an instance stands still, and what the engine wished for it waits. */
import type { FollowUp, ProcessInstanceValue } from "./records.ts";

/** A follow-up command that waits until its process instance is resumed; the key is its own. */
export interface HeldCommandValue {
  readonly processInstanceKey: number;
  readonly command: FollowUp;
}

export interface SuspensionEvents {
  "PROCESS_INSTANCE.SUSPENDED": ProcessInstanceValue;
  "PROCESS_INSTANCE.RESUMED": ProcessInstanceValue;
  "PROCESS_INSTANCE_BUFFERED_COMMAND.BUFFERED": HeldCommandValue;
  "PROCESS_INSTANCE_BUFFERED_COMMAND.DRAINED": HeldCommandValue;
}

export interface SuspensionCommands {
  "PROCESS_INSTANCE.SUSPEND": { readonly processInstanceKey: number };
  "PROCESS_INSTANCE.RESUME": { readonly processInstanceKey: number };
}
