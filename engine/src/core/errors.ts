/** How a processor ends early: a refused command, an incident, or a model that must be loaded first. */
import type { IncidentType, RejectionType } from "../port.ts";

/** The command is refused: its batch is undone and the rejection is answered. */
export class Refusal extends Error {
  readonly type: RejectionType;
  constructor(type: RejectionType, reason: string) {
    super(reason);
    this.name = "Refusal";
    this.type = type;
  }
}

/** The element cannot go on: what its step has done is undone and an incident is raised on it. */
export class IncidentError extends Error {
  readonly type: IncidentType;
  /** Scope whose variables would repair it; 0: the element's own. */
  readonly variableScopeKey: number;
  constructor(type: IncidentType, message: string, variableScopeKey = 0) {
    super(message);
    this.name = "IncidentError";
    this.type = type;
    this.variableScopeKey = variableScopeKey;
  }
}

/** A compiled model is not in the cache: the shell loads it and runs the command again. */
export class ModelNeeded extends Error {
  readonly kind: "process" | "decision";
  /** Key of the process definition or of the decision requirements. */
  readonly key: number;
  constructor(kind: "process" | "decision", key: number) {
    super(`the compiled ${kind} ${key} is not loaded`);
    this.name = "ModelNeeded";
    this.kind = kind;
    this.key = key;
  }
}

/** The state cannot be read or written: no command's fault. The shell drops the batch and reads the state anew. */
export class StateLost extends Error {}
