/** The engine as a process sees it that does not own it. */
import type { WorkflowEngine } from "@onewindow/engine";
import { EngineElsewhereError } from "./forward.ts";

/** Every use throws EngineElsewhereError, upon which a read is handed on to the owner; closing does nothing. */
export function engineElsewhere(): WorkflowEngine {
  return new Proxy({} as WorkflowEngine, {
    get(_target, name) {
      if (name === "close") return async () => undefined;
      // not a promise, and nothing to print
      if (name === "then" || typeof name === "symbol") return undefined;
      throw new EngineElsewhereError();
    },
  });
}
