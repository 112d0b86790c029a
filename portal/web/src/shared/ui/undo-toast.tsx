import { useEffect, useState } from "react";
import { useText } from "../i18n/use-text.ts";
import { uiTexts } from "./texts.ts";

const SHOWN_MS = 10_000;

/** What was just done, with a way back for ten seconds; the time stands still while it has the focus or the pointer. */
export function UndoToast({ text, onUndo, onEnd }: { text: string; onUndo: () => void; onEnd: () => void }) {
  const t = useText(uiTexts);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(onEnd, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, onEnd]);
  return (
    <div
      className="toast"
      role="status"
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      {text}
      <button type="button" onClick={onUndo}>
        {t("undo")}
      </button>
    </div>
  );
}
