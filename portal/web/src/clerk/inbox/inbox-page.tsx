/** W2: one queue by clock, live, with its view in the address and a key for everything. */
import { Button } from "antd";
import { useDeferredValue, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { useGo, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import type { ActResult } from "../queries.ts";
import { PAGE_SIZE, useBulkAct, useTasks } from "../queries.ts";
import { inboxTexts } from "../texts.ts";
import { useUndo } from "../../shared/ui/use-undo.tsx";
import { undoTexts } from "../undo-texts.ts";
import { useTakeNext } from "../use-take-next.ts";
import { AssignDialog } from "./assign-dialog.tsx";
import { FilterBar, KeyBar, OverdueBanner, SelectionBar, ViewBar } from "./inbox-bars.tsx";
import { InboxRow } from "./inbox-row.tsx";
import { hasFilters, readInboxUrl, withParam } from "./inbox-url.ts";
import { useListKeys, useSingleKeys } from "./use-list-keys.ts";

const columns = [
  "colLight",
  "colDue",
  "colTask",
  "colCase",
  "colApplicant",
  "colTown",
  "colHolder",
  "colWaits",
  "colLast",
] as const;

export function InboxPage() {
  const t = useText(inboxTexts);
  const go = useGo();
  const [params, setParams] = useSearchParams();
  const query = readInboxUrl(params);
  const tasks = useTasks(useDeferredValue(query));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const [assigning, setAssigning] = useState<string[] | null>(null);
  const [results, setResults] = useState<ActResult[]>([]);
  const [keysOn, setKeysOn] = useSingleKeys();
  const search = useRef<HTMLInputElement>(null);
  const act = useBulkAct();
  const u = useText(undoTexts);
  const undo = useUndo();
  const takeNext = useTakeNext();
  const rows = tasks.data?.rows ?? [];

  // what is no longer in the list cannot stay selected
  const ids = rows.map((row) => row.id).join(" ");
  useEffect(() => {
    const known = new Set(ids.split(" "));
    setSelected((before) =>
      [...before].every((id) => known.has(id)) ? before : new Set([...before].filter((id) => known.has(id))),
    );
  }, [ids]);
  useEffect(() => {
    setSelected(new Set());
    setResults([]);
  }, [query.view]);

  const targets = (): string[] => (selected.size > 0 ? [...selected] : current === null ? [] : [current]);
  /** What takes an act back, for each task that it changed, as it was before. */
  const wayBack = (path: string, ids: string[]): (() => void) => {
    const before = new Map(rows.map((row) => [row.id, row.holder]));
    return () => {
      const reverse = ids.flatMap((id): { id: string; path: string; personId?: string }[] => {
        const held = before.get(id) ?? null;
        if (path === "claim") return held === null ? [{ id, path: "release" }] : [];
        if (held === null) return path === "assign" ? [{ id, path: "release" }] : [];
        return held.me && path === "release"
          ? [{ id, path: "claim" }]
          : [{ id, path: "assign", personId: held.id }];
      });
      for (const [to, group] of Map.groupBy(reverse, (one) => `${one.path} ${one.personId ?? ""}`)) {
        const [name = "", personId = ""] = to.split(" ");
        act.mutate({
          ids: group.map(({ id }) => id),
          path: name,
          ...(personId === "" ? {} : { body: { personId } }),
        });
      }
      setResults([]);
    };
  };
  const run = (path: "claim" | "release" | "assign", targetIds: string[], body?: unknown): void => {
    if (targetIds.length === 0) return;
    const back = (ids: string[]): (() => void) => wayBack(path, ids);
    act.mutate(
      { ids: targetIds, path, body },
      {
        onSuccess: (done) => {
          setResults(done);
          const changed = done.filter((result) => result.ok).map((result) => result.id);
          if (changed.length > 0) undo.offer(u(path, { n: changed.length }), back(changed));
          setSelected(new Set(done.filter((result) => !result.ok).map((result) => result.id)));
        },
      },
    );
  };
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    setSelected(next);
  };
  const move = (step: number): void => {
    const at = rows.findIndex((row) => row.id === current);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    setCurrent(next.id);
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(next.id)}"]`)?.focus();
  };
  useListKeys(
    {
      j: () => move(1),
      k: () => move(-1),
      x: () => current !== null && toggle(current, !selected.has(current)),
      t: () => run("claim", targets()),
      a: () => targets().length > 0 && setAssigning(targets()),
      n: () => takeNext.mutate(),
      Enter: () => current !== null && go(`/w/tasks/${current}`),
      "/": () => search.current?.focus(),
      u: () => undo.undo(),
      Escape: () => setSelected(new Set()),
    },
    keysOn,
  );
  const change = (name: string, value: string): void =>
    setParams(withParam(params, name, value), { replace: true });
  const failed = results.filter((result) => !result.ok);
  const emptyText = { mine: "emptyMine", team: "emptyTeam", today: "emptyToday", over: "emptyOver" } as const;

  return (
    <div className="wb-inbox">
      <ViewBar
        view={query.view}
        counts={tasks.data?.counts}
        onTakeNext={() => takeNext.mutate()}
        busy={takeNext.isPending}
      />
      <FilterBar query={query} facets={tasks.data?.facets} onChange={change} search={search} />
      <OverdueBanner count={tasks.data?.overdueOutside ?? 0} view={query.view} />
      {undo.toast}
      <div role="status" className="wb-result">
        {takeNext.message}
        {results.length > 0 ? t("resultOk", { n: results.length - failed.length }) : null}{" "}
        {failed.length > 0 ? (
          <b>
            {t("resultFailed", {
              n: failed.length,
              why: [...new Set(failed.map((result) => result.message))].join("；"),
            })}
          </b>
        ) : null}
      </div>
      <Async query={tasks}>
        {(list) =>
          list.rows.length === 0 ? (
            <div className="wb-pad">
              <Empty
                title={t("emptyTitle")}
                action={
                  hasFilters(query) ? (
                    <Button onClick={() => setParams({ view: query.view })}>{t("clearFilters")}</Button>
                  ) : undefined
                }
              >
                <p>{hasFilters(query) ? t("emptyFiltered") : t(emptyText[query.view])}</p>
              </Empty>
            </div>
          ) : (
            <div className="wb-scroll" tabIndex={-1}>
              <table className="wb-table" aria-label={t("title")}>
                <thead>
                  <tr>
                    <th scope="col" className="c-select">
                      <input
                        type="checkbox"
                        aria-label={t("selectAll")}
                        checked={selected.size > 0 && selected.size === list.rows.length}
                        onChange={(event) =>
                          setSelected(
                            event.target.checked ? new Set(list.rows.map((row) => row.id)) : new Set(),
                          )
                        }
                      />
                    </th>
                    {columns.map((column) => (
                      <th key={column} scope="col" className={`h-${column}`}>
                        {t(column)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {list.rows.map((row) => (
                    <InboxRow
                      key={row.id}
                      row={row}
                      current={row.id === current}
                      selected={selected.has(row.id)}
                      onSelect={toggle}
                      onCurrent={setCurrent}
                    />
                  ))}
                </tbody>
              </table>
              {list.next !== null ? (
                <p className="wb-pad">
                  <Button onClick={() => void tasks.fetchNextPage()} loading={tasks.isFetchingNextPage}>
                    {t("loadMore", { n: Math.min(PAGE_SIZE, Math.max(1, list.total - list.rows.length)) })}
                  </Button>
                </p>
              ) : null}
            </div>
          )
        }
      </Async>
      {selected.size > 0 ? (
        <SelectionBar
          count={selected.size}
          busy={act.isPending}
          onTake={() => run("claim", [...selected])}
          onAssign={() => setAssigning([...selected])}
          onRelease={() => run("release", [...selected])}
          onClear={() => setSelected(new Set())}
        />
      ) : null}
      <KeyBar on={keysOn} onToggle={setKeysOn} total={tasks.data?.total ?? 0} loaded={rows.length} />
      {assigning === null ? null : (
        <AssignDialog
          taskId={assigning[0]!}
          onClose={() => setAssigning(null)}
          onPick={(personId) => {
            run("assign", assigning, { personId });
            setAssigning(null);
          }}
        />
      )}
    </div>
  );
}
