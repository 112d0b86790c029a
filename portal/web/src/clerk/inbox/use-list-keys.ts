import { useEffect } from "react";
import { useChangeDisplay } from "../../shared/session/display.ts";
import { useDisplay } from "../../shared/theme/display.ts";

/** Whether single keys act in lists; people may turn them off (WCAG 2.1.4), here or at the text size. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const change = useChangeDisplay();
  return [useDisplay().singleKeys, (singleKeys) => change({ singleKeys })];
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    (target as HTMLInputElement).type !== "checkbox"
  );
}

/** Runs `acts[key]` for single keys pressed outside of inputs and dialogs. Escape works in any case. */
export function useListKeys(acts: Record<string, (event: KeyboardEvent) => void>, enabled: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]") !== null) return;
      if (isTyping(event.target) || (!enabled && event.key !== "Escape")) return;
      if (
        event.key === "Enter" &&
        event.target instanceof HTMLElement &&
        /^(A|BUTTON)$/.test(event.target.tagName)
      )
        return;
      const act = acts[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}
