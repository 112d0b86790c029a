/** Event sub-process: activated after its event has happened; its start event brings in what the event brought. */
import { activateStartFor } from "../behaviours/events.ts";
import type { ElementKind } from "../element-kind.ts";
import { subProcess } from "./sub-process.ts";

export const eventSubProcess: ElementKind = {
  onActivate: subProcess.onActivate,
  onActivated(p, element, row) {
    if (!activateStartFor(p, row))
      throw new Error(`event sub-process '${element.id}' began without its event`);
  },
  onComplete: subProcess.onComplete,
  onTerminate: subProcess.onTerminate,
  onChildCompleted: subProcess.onChildCompleted,
  onChildTerminated: subProcess.onChildTerminated,
};
