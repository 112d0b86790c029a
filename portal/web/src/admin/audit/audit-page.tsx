/** A5: the audit, its filters in the address, and the chain verified while one watches. */
import type { AuditFacets, AuditPage as Page } from "@onewindow/server/api";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { AuditTable } from "../../shared/audit/audit-table.tsx";
import { auditTexts } from "../../shared/audit/texts.ts";
import { formatNumber } from "../../shared/format/numbers.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { readTypedDay } from "../../shared/format/calendar-days.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import "./audit.css";
import { auditPageTexts } from "./texts.ts";
import { useVerify } from "./use-verify.ts";

const isDay = (name: string): boolean => name === "from" || name === "to";
const FILTERS = ["who", "action", "kind", "thing", "from", "to"] as const;

function Verify() {
  const t = useText(auditPageTexts);
  const { now, start, stop } = useVerify();
  const running = now.state === "running";
  return (
    <section className="card au-verify">
      <Button type="primary" onClick={running ? stop : start}>
        {running ? t("stop") : t("verify")}
      </Button>
      {running ? <progress value={now.done} max={Math.max(1, now.total)} aria-label={t("verify")} /> : null}
      <span role="status">
        {running
          ? t("verifying", { done: formatNumber(now.done), total: formatNumber(now.total) })
          : now.state === "stopped"
            ? t("stopped")
            : now.state === "failed"
              ? t("failed", { why: now.why })
              : now.state === "done" && now.brokenAt === null
                ? t("whole", { n: formatNumber(now.rows) })
                : now.state === "done" && now.brokenAt !== null
                  ? t("broken", { n: formatNumber(now.brokenAt) })
                  : ""}
      </span>
    </section>
  );
}

/** A day of the filter; the form reads it by its name. */
function DayFilter({ name, label, start }: { name: string; label: string; start: string }) {
  const [day, setDay] = useState(start);
  const id = useId();
  return (
    <span className="au-day">
      <label htmlFor={id}>{label}</label>
      <DayInput id={id} name={name} label={label} value={day} onDay={(next) => setDay(next ?? "")} />
    </span>
  );
}

function Filters({
  params,
  facets,
  onApply,
}: {
  params: URLSearchParams;
  facets: AuditFacets | undefined;
  onApply: (values: Record<string, string>) => void;
}) {
  const t = useText(auditPageTexts);
  const s = useServerText();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onApply(
      Object.fromEntries(
        FILTERS.map((name): [string, string] => {
          const value = form.get(name);
          const text = typeof value === "string" ? value.trim() : "";
          return [name, isDay(name) ? (readTypedDay(text) ?? text) : text];
        }).filter(([, value]) => value !== ""),
      ),
    );
  };
  const options = { action: facets?.actions ?? [], kind: facets?.kinds ?? [] };
  return (
    <form className="au-filters" aria-label={t("filters")} key={params.toString()} onSubmit={submit}>
      {FILTERS.filter((name) => !isDay(name)).map((name) => (
        <label key={name}>
          {t(name)}
          {name === "action" || name === "kind" ? (
            <select name={name} defaultValue={params.get(name) ?? ""}>
              <option value="">{t("any")}</option>
              {options[name].map((option) => (
                <option key={option.id} value={option.id}>
                  {s(option.name)}
                </option>
              ))}
            </select>
          ) : (
            <input name={name} defaultValue={params.get(name) ?? ""} />
          )}
        </label>
      ))}
      {(["from", "to"] as const).map((name) => (
        <DayFilter key={name} name={name} label={t(name)} start={params.get(name) ?? ""} />
      ))}
      <Button htmlType="submit" type="primary">
        {t("apply")}
      </Button>
      <Button onClick={() => onApply({})}>{t("clear")}</Button>
    </form>
  );
}

export function AuditPage() {
  const t = useText(auditPageTexts);
  const a = useText(auditTexts);
  const [params, setParams] = useSearchParams();
  const query = Object.fromEntries(FILTERS.map((name) => [name, params.get(name) ?? ""]));
  const facets = useQuery({
    queryKey: ["audit", "facets"],
    queryFn: ({ signal }) => api.get<AuditFacets>("/audit/facets", { signal }),
  });
  const list = useInfiniteQuery({
    queryKey: ["audit", "list", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>("/audit", { query: { ...query, after: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    // each reading is a row itself: not by coming back to the window
    refetchOnWindowFocus: false,
  });
  return (
    <div className="ad-page au-page">
      <PageTitle title={t("title")} />
      <p className="muted">{t("intro")}</p>
      <Verify />
      <Filters
        params={params}
        facets={facets.data}
        onApply={(values) => setParams(values, { state: { keepFocus: true } })}
      />
      <p className="au-head">
        {facets.data === undefined ? null : (
          <span className="muted">{t("total", { n: formatNumber(facets.data.rows) })}</span>
        )}
        <a href={apiUrl("/audit/export", query)} download>
          {t("export")}
        </a>
      </p>
      <Async query={list}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          return rows.length === 0 ? (
            <Empty title={a("none")}>
              <p>{a("noneBody")}</p>
            </Empty>
          ) : (
            <>
              <AuditTable rows={rows} />
              {list.hasNextPage ? (
                <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                  {a("more")}
                </Button>
              ) : null}
            </>
          );
        }}
      </Async>
    </div>
  );
}
