/**
 * What a kind of BPMN element is to the walker: the same parts in the same order. The walker writes the
 * transitions around them (ACTIVATING, COMPLETING, COMPLETED, TERMINATING, TERMINATED) and takes the flows.
 * A step that cannot go on throws IncidentError: what it did is undone, the incident is raised on the element.
 */
import type { ExecutableElement } from "../bpmn/graph.ts";
import type { Processing } from "./processing.ts";
import type { ElementRow } from "./state/rows.ts";

/**
 * After activation: `waits` for something, `completes` with the next command, or has decided already and `takes`
 * these flows (indexes) at once.
 */
export type Activation = "waits" | "completes" | { readonly takes: readonly number[] };

export interface ElementKind {
  /** State ACTIVATING. Writes ELEMENT_ACTIVATED when everything is in place. */
  onActivate(p: Processing, element: ExecutableElement, row: ElementRow): Activation;
  /** State ACTIVATED, when `onActivate` has waited: the first steps of a scope. */
  onActivated?(p: Processing, element: ExecutableElement, row: ElementRow): void;
  /** State COMPLETING. May name the flows to take (default: all). */
  onComplete(p: Processing, element: ExecutableElement, row: ElementRow): readonly number[] | undefined;
  /** Completed, and about to take the flows. True: it has gone on by itself. */
  onCompleted?(p: Processing, element: ExecutableElement, row: ElementRow, scope: ElementRow): boolean;
  /** State TERMINATING. `waits` while children have to end first. */
  onTerminate(p: Processing, element: ExecutableElement, row: ElementRow): "done" | "waits";
  /** A child is about to complete: its variables are still there. True: nothing more is to be done here. */
  beforeChildCompleted?(
    p: Processing,
    element: ExecutableElement,
    row: ElementRow,
    child: ElementRow,
  ): boolean;
  /** A child has completed. `satisfied`: what `beforeChildCompleted` said. True: this scope completes. */
  onChildCompleted?(p: Processing, element: ExecutableElement, row: ElementRow, satisfied: boolean): boolean;
  /** A child was terminated while this scope lives on. True: this scope completes. */
  onChildTerminated?(p: Processing, element: ExecutableElement, row: ElementRow): boolean;
}
