import { useState } from "react";
import type { ReactNode } from "react";
import { UndoToast } from "./undo-toast.tsx";

export interface Undo {
  /** The toast, or nothing. */
  toast: ReactNode;
  /** Offers a way back for ten seconds; the offer before it ends. */
  offer: (text: string, undo: () => void) => void;
  /** Takes the way back now, e.g. by a key; answers whether there was one. */
  undo: () => boolean;
}

/** What can be taken back inside the system is done at once and can be undone for ten seconds. */
export function useUndo(): Undo {
  const [offered, setOffered] = useState<{ text: string; undo: () => void; n: number } | null>(null);
  const take = (): boolean => {
    if (offered === null) return false;
    setOffered(null);
    offered.undo();
    return true;
  };
  return {
    toast:
      offered === null ? null : (
        <UndoToast
          key={offered.n}
          text={offered.text}
          onUndo={() => void take()}
          onEnd={() => setOffered(null)}
        />
      ),
    offer: (text, undo) => setOffered((before) => ({ text, undo, n: (before?.n ?? 0) + 1 })),
    undo: take,
  };
}
