/** Tabs by arrow keys, by click, and by `g` and a letter; the open one stands in the address. */
import type { KeyboardEvent, ReactNode } from "react";
import { useCallback, useEffect } from "react";
import { useSearchParams } from "react-router";
import { useText } from "../../shared/i18n/use-text.ts";
import { caseFileTexts } from "./texts.ts";

export const TABS = [
  "timeline",
  "parts",
  "versions",
  "documents",
  "diagram",
  "clocks",
  "messages",
  "audit",
] as const;
export type Tab = (typeof TABS)[number];
/** After `g`. */
export const LETTERS: Record<Tab, string> = {
  timeline: "t",
  parts: "p",
  versions: "v",
  documents: "o",
  diagram: "d",
  clocks: "c",
  messages: "m",
  audit: "a",
};
const CHORD_MS = 1500;

export function useTab(tabs: readonly Tab[]): [Tab, (tab: Tab) => void] {
  const [params, setParams] = useSearchParams();
  const open = tabs.find((tab) => tab === params.get("tab")) ?? tabs[0] ?? "timeline";
  const choose = useCallback(
    (tab: Tab): void =>
      setParams(tab === TABS[0] ? {} : { tab }, {
        replace: true,
        state: { keepFocus: true },
        preventScrollReset: true,
      }),
    [setParams],
  );
  return [open, choose];
}

/** `g` and a letter within a moment, outside of inputs and dialogs. */
export function useTabChords(tabs: readonly Tab[], choose: (tab: Tab) => void, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let since = 0;
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      if (event.key === "g") {
        since = event.timeStamp;
        return;
      }
      const tab = tabs.find((one) => LETTERS[one] === event.key);
      if (tab === undefined || since === 0 || event.timeStamp - since > CHORD_MS) return;
      since = 0;
      event.preventDefault();
      choose(tab);
      document.getElementById(`file-tab-${tab}`)?.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [tabs, choose, enabled]);
}

export function FileTabs({
  tabs,
  open,
  counts,
  onChoose,
  children,
}: {
  tabs: readonly Tab[];
  open: Tab;
  counts: Partial<Record<Tab, number>>;
  onChoose: (tab: Tab) => void;
  children: ReactNode;
}) {
  const t = useText(caseFileTexts);
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(open) + step + tabs.length) % tabs.length] ?? open;
    onChoose(next);
    document.getElementById(`file-tab-${next}`)?.focus();
  };
  return (
    <>
      <div className="cf-tabs" role="tablist" aria-label={t("tabs")} onKeyDown={keys}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`file-tab-${tab}`}
            type="button"
            role="tab"
            aria-selected={tab === open}
            aria-controls="file-panel"
            aria-keyshortcuts={`g ${LETTERS[tab]}`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => onChoose(tab)}
          >
            {t(`tab_${tab}`)}
            {counts[tab] === undefined ? null : <span className="wb-count">{counts[tab]}</span>}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="file-panel" className="cf-panel" aria-labelledby={`file-tab-${open}`}>
        {children}
      </div>
    </>
  );
}
