/** The palette is loaded when it is first opened. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { KeyboardEvent } from "react";
import { useGo, useLanguage, useText } from "../../shared/i18n/use-text.ts";
import { useActAs, useSession } from "../../shared/session/session.ts";
import type { ShellName } from "../../shared/theme/themes.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import "./palette.css";
import { keepRecent, recentEntries } from "./recent.ts";
import { SOURCES } from "./sources.ts";
import type { PaletteContext, PaletteEntry, PaletteSource } from "./sources.ts";
import { paletteTexts } from "./texts.ts";

interface Group {
  title: "recent" | PaletteSource["title"];
  entries: PaletteEntry[];
}

/** Ctrl+K: pages, cases, services and acts by what is typed; a combobox with a list below it. */
export function Palette({ shell, onClose }: { shell: ShellName; onClose: () => void }) {
  const t = useText(paletteTexts);
  const go = useGo();
  const language = useLanguage();
  const session = useSession() ?? null;
  const actAs = useActAs();
  const id = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const owner = `${session?.person.id ?? ""}.${session?.actingAs.id ?? ""}`;
  const q = words.trim();
  const context: PaletteContext = {
    shell,
    session,
    language,
    actAs: (capacity, landing) => actAs.mutate(capacity, { onSuccess: () => go(landing) }),
  };
  const search = useQuery({
    queryKey: ["palette", shell, language, owner, q],
    queryFn: () =>
      Promise.all(
        SOURCES.map(async ({ title, find }): Promise<Group> => ({ title, entries: await find(q, context) })),
      ),
    placeholderData: (before) => before,
  });
  const recent: Group = { title: "recent", entries: q === "" ? recentEntries(owner) : [] };
  const groups = [recent, ...(search.data ?? [])].filter(({ entries }) => entries.length > 0);
  const flat = groups.flatMap(({ title, entries }) =>
    entries.map((entry) => ({ entry, key: `${title}/${entry.id}` })),
  );
  const current = flat[Math.min(at, flat.length - 1)];
  const optionId = (key: string): string => `${id}-${flat.findIndex((one) => one.key === key)}`;

  const choose = (entry: PaletteEntry): void => {
    keepRecent(owner, entry);
    onClose();
    if (entry.to !== undefined) go(entry.to);
    else entry.run?.();
  };
  const press = (event: KeyboardEvent): void => {
    const last = flat.length - 1;
    const to = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      setAt(to);
      document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: "nearest" });
    } else if (
      event.key === "Enter" &&
      current !== undefined &&
      !event.nativeEvent.isComposing &&
      !search.isPlaceholderData
    ) {
      event.preventDefault();
      choose(current.entry);
    }
  };
  const state = search.isError
    ? t("failed")
    : flat.length > 0
      ? t("count", { n: flat.length })
      : t("nothing");
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label={t("title")}
        aria-expanded={flat.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={current === undefined ? undefined : optionId(current.key)}
        autoComplete="off"
        autoFocus
        placeholder={t("hint")}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      <p role="status" className="caption muted">
        {search.isPending ? "" : state}
      </p>
      <div role="listbox" id={`${id}-list`} aria-label={t("title")} className="palette-list">
        {groups.map(({ title, entries }) => (
          <div role="group" key={title} aria-labelledby={`${id}-${title}`}>
            <div className="palette-group" id={`${id}-${title}`} role="presentation">
              {t(title)}
            </div>
            {entries.map((entry) => {
              const key = `${title}/${entry.id}`;
              return (
                <div
                  key={key}
                  id={optionId(key)}
                  role="option"
                  aria-selected={current?.key === key}
                  className="palette-option"
                  onClick={() => choose(entry)}
                >
                  <span>{entry.label}</span>
                  {entry.note === undefined ? null : <span className="muted tnum">{entry.note}</span>}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p className="palette-foot">
        <span className="caption muted">{t("keys")}</span>
        <button type="button" className="link-button" onClick={onClose}>
          {t("close")}
        </button>
      </p>
    </Dialog>
  );
}
