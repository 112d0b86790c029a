/** Event sub-process: activated after its event has happened; what that brought is local to it. */
import { subProcess } from "./sub-process.ts";
import type { ElementKind } from "../element-kind.ts";

export const eventSubProcess: ElementKind = {
  onActivate: subProcess.onActivate,
  onActivated: subProcess.onActivated,
  onComplete: subProcess.onComplete,
  onTerminate: subProcess.onTerminate,
  onChildCompleted: subProcess.onChildCompleted,
  onChildTerminated: subProcess.onChildTerminated,
};
