/** States of a form that saves itself: what a person sees about it, and what must happen next. */
export type SaveState =
  | { kind: "clean"; savedAt: string | null }
  | { kind: "dirty"; savedAt: string | null }
  | { kind: "saving"; savedAt: string | null; changedMeanwhile: boolean }
  | { kind: "failed"; savedAt: string | null; offline: boolean }
  | { kind: "conflict"; savedAt: string | null };

export type SaveEvent =
  | { type: "changed" }
  | { type: "started" }
  | { type: "saved"; at: string }
  | { type: "failed"; offline: boolean }
  | { type: "conflicted" }
  | { type: "resolved" };

/** One step. Text typed while a save runs is never taken for saved. */
export function saveReducer(state: SaveState, event: SaveEvent): SaveState {
  const savedAt = state.savedAt;
  switch (event.type) {
    case "changed":
      if (state.kind === "saving") return { ...state, changedMeanwhile: true };
      return state.kind === "conflict" ? state : { kind: "dirty", savedAt };
    case "started":
      return { kind: "saving", savedAt, changedMeanwhile: false };
    case "saved":
      if (state.kind === "saving" && state.changedMeanwhile) return { kind: "dirty", savedAt: event.at };
      return { kind: "clean", savedAt: event.at };
    case "failed":
      return { kind: "failed", savedAt, offline: event.offline };
    case "conflicted":
      return { kind: "conflict", savedAt };
    case "resolved":
      return { kind: "dirty", savedAt };
  }
}
