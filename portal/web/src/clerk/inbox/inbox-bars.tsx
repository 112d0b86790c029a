import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import StopFilled from "@ant-design/icons/es/icons/StopFilled";
import type { TaskList } from "@onewindow/server/api";
import { Button } from "antd";
import type { RefObject } from "react";
import { PageTitle } from "../../app/page.tsx";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import type { InboxQuery } from "../queries.ts";
import { inboxTexts } from "../texts.ts";
import { showCount } from "./counts.ts";
import { views } from "./inbox-url.ts";

/** Views with their counts; each is an address of its own. */
export function ViewBar({
  view,
  counts,
  onTakeNext,
  busy,
}: {
  view: string;
  counts: TaskList["counts"] | undefined;
  onTakeNext: () => void;
  busy: boolean;
}) {
  const t = useText(inboxTexts);
  return (
    <div className="wb-views">
      <PageTitle title={t("title")} />
      <nav aria-label={t("views")}>
        {views.map((name) => (
          <AppLink key={name} to={`/w/inbox?view=${name}`} aria-current={name === view ? "page" : undefined}>
            {t(`view_${name}`)}{" "}
            {counts === undefined ? null : <span className="wb-count">{showCount(counts[name])}</span>}
          </AppLink>
        ))}
      </nav>
      <Button type="primary" onClick={onTakeNext} loading={busy}>
        {t("takeNext")} <kbd>n</kbd>
      </Button>
    </div>
  );
}

interface FilterBarProps {
  query: InboxQuery;
  facets: TaskList["facets"] | undefined;
  onChange: (name: keyof InboxQuery, value: string) => void;
  search: RefObject<HTMLInputElement | null>;
}

export function FilterBar({ query, facets, onChange, search }: FilterBarProps) {
  const t = useText(inboxTexts);
  const s = useServerText();
  return (
    <form className="wb-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label className="wb-search">
        <SearchOutlined aria-hidden />
        <input
          ref={search}
          type="search"
          value={query.q}
          placeholder={t("search")}
          aria-label={t("search")}
          onChange={(event) => onChange("q", event.target.value)}
        />
        <kbd aria-hidden>/</kbd>
      </label>
      <select
        aria-label={t("filterItem")}
        value={query.item}
        onChange={(event) => onChange("item", event.target.value)}
      >
        <option value="">{t("allItems")}</option>
        {facets?.items.map((item) => (
          <option key={item.id} value={item.id}>
            {s(item.name)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("filterTown")}
        value={query.town}
        onChange={(event) => onChange("town", event.target.value)}
      >
        <option value="">{t("allTowns")}</option>
        {facets?.towns.map((town) => (
          <option key={town.id} value={town.id}>
            {s(town.name)}
          </option>
        ))}
      </select>
      <select
        aria-label={t("filterLight")}
        value={query.light}
        onChange={(event) => onChange("light", event.target.value)}
      >
        <option value="">{t("allLights")}</option>
        {(["RED", "YELLOW", "GREEN", "GREY"] as const).map((colour) => (
          <option key={colour} value={colour}>
            {t(`light_${colour}`)}
          </option>
        ))}
      </select>
      <span className="wb-sorted muted">{t("sorted")}</span>
    </form>
  );
}

/** Overdue work outside this view is never silent. */
export function OverdueBanner({ count, view }: { count: number; view: string }) {
  const t = useText(inboxTexts);
  if (count === 0 || view === "over") return null;
  return (
    <p className="wb-overdue" role="status">
      <StopFilled aria-hidden /> {t("overdueOutside", { n: showCount(count) })}{" "}
      <AppLink className="underlined" to="/w/inbox?view=over">
        {t("see")}
      </AppLink>
    </p>
  );
}

interface SelectionBarProps {
  count: number;
  busy: boolean;
  onTake: () => void;
  onAssign: () => void;
  onRelease: () => void;
  onClear: () => void;
}

export function SelectionBar({ count, busy, onTake, onAssign, onRelease, onClear }: SelectionBarProps) {
  const t = useText(inboxTexts);
  return (
    <div className="wb-selection" role="region" aria-label={t("selected", { n: count })}>
      <b aria-live="polite">{t("selected", { n: count })}</b>
      <Button onClick={onTake} loading={busy}>
        {t("take")} <kbd>t</kbd>
      </Button>
      <Button onClick={onAssign} disabled={busy}>
        {t("assign")} <kbd>a</kbd>
      </Button>
      <Button onClick={onRelease} disabled={busy}>
        {t("release")}
      </Button>
      <Button className="wb-end" type="text" onClick={onClear}>
        {t("clearSelection")} <kbd>Esc</kbd>
      </Button>
    </div>
  );
}

interface KeyBarProps {
  on: boolean;
  onToggle: (on: boolean) => void;
  total: number;
  loaded: number;
}

export function KeyBar({ on, onToggle, total, loaded }: KeyBarProps) {
  const t = useText(inboxTexts);
  return (
    <footer className="wb-keys">
      <span className="wb-keylist" aria-label={t("keys")} role="group">
        <span>
          <kbd>j</kbd> <kbd>k</kbd> {t("keyUpDown")}
        </span>
        <span>
          <kbd>x</kbd> {t("keySelect")}
        </span>
        <span>
          <kbd>Enter</kbd> {t("open")}
        </span>
        <span>
          <kbd>t</kbd> {t("take")}
        </span>
        <span>
          <kbd>a</kbd> {t("assign")} <kbd>u</kbd> {t("keyUndo")}
        </span>
      </span>
      <label>
        <input type="checkbox" checked={on} onChange={(event) => onToggle(event.target.checked)} />{" "}
        {t("keysOn")}
      </label>
      <span className="wb-end">{t("shown", { total: showCount(total), n: loaded })}</span>
    </footer>
  );
}
