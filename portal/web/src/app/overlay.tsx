import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { barePath } from "../shared/i18n/language.ts";
import { display } from "../shared/theme/display.ts";
import type { ShellName } from "../shared/theme/themes.ts";

const Palette = lazy(async () => ({ default: (await import("./palette/palette.tsx")).Palette }));
const Help = lazy(async () => ({ default: (await import("./help/help.tsx")).Help }));

type Overlay = "palette" | "help" | null;
let open: Overlay = null;
const listeners = new Set<() => void>();

/** Opens the palette or the guide of the page; null closes. */
export function setOverlay(next: Overlay): void {
  open = next;
  for (const listener of listeners) listener();
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

/** Ctrl+K everywhere; `?` and `/` where nothing is typed, unless single keys are off (WCAG 2.1.4). */
function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    if (document.querySelector("dialog[open]") === null) setOverlay("palette");
    return;
  }
  if (event.ctrlKey || event.metaKey || typing(event.target) || !display().singleKeys) return;
  if (document.querySelector("dialog[open]") !== null) return;
  if (event.key === "?") {
    event.preventDefault();
    setOverlay("help");
  } else if (event.key === "/") {
    const field = document.querySelector<HTMLElement>(
      "main [role='search'] input, main input[type='search']",
    );
    if (field === null) return;
    event.preventDefault();
    field.focus();
  }
}

/** Palette and help of a shell, and their keys. */
export function Overlays() {
  const { pathname } = useLocation();
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
  );
  useEffect(() => {
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
  useEffect(() => setOverlay(null), [pathname]);
  const shell: ShellName = /^\/[wa](\/|$)/.test(barePath(pathname)) ? "workbench" : "citizen";
  const close = (): void => setOverlay(null);
  return (
    <Suspense fallback={null}>
      {now === "palette" ? <Palette shell={shell} onClose={close} /> : null}
      {now === "help" ? <Help path={barePath(pathname)} onClose={close} /> : null}
    </Suspense>
  );
}
