/** W8: cases by number and words; a whole number jumps; what the post may not see can be asked for. */
import type { SearchResult } from "@onewindow/server/api";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useId, useState } from "react";
import type { FormEvent } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { plainCaseNumber } from "../../shared/format/numbers.ts";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { AskHidden } from "./ask-hidden.tsx";
import { HitTable } from "./hit-table.tsx";
import "./search.css";
import { searchTexts } from "./texts.ts";
import { usePurpose } from "./use-purpose.ts";

const MANY = 10_000;
const isNumber = (q: string): boolean => /^\d{17}$/.test(plainCaseNumber(q));

function Ask({
  q,
  purpose,
  onFind,
}: {
  q: string;
  purpose: string;
  onFind: (q: string, purpose: string) => void;
}) {
  const t = useText(searchTexts);
  const ids = [useId(), useId(), useId()];
  const [words, setWords] = useState(q);
  const [why, setWhy] = useState(purpose);
  const [changing, setChanging] = useState(false);
  const asks = changing || (purpose === "" && words.trim() !== "" && !isNumber(words));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (words.trim() === "" || (asks && why.trim() === "")) return;
    setChanging(false);
    onFind(words.trim(), why.trim());
  };
  return (
    <form className="se-form" role="search" onSubmit={submit}>
      <label htmlFor={ids[0]}>{t("label")}</label>
      <div className="se-line">
        <input
          id={ids[0]}
          type="search"
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" htmlType="submit">
          {t("find")}
        </Button>
      </div>
      {asks ? (
        <p>
          <label htmlFor={ids[1]}>{t("purpose")}</label>
          <input
            id={ids[1]}
            required
            maxLength={100}
            value={why}
            aria-describedby={ids[2]}
            onChange={(event) => setWhy(event.target.value)}
          />
          <span id={ids[2]} className="caption muted">
            {t("purposeNote")}
          </span>
        </p>
      ) : purpose === "" ? null : (
        <p className="caption muted">
          {t("purposeNow", { purpose })}{" "}
          <Button size="small" onClick={() => setChanging(true)}>
            {t("purposeChange")}
          </Button>
        </p>
      )}
    </form>
  );
}

function Facet({
  name,
  options,
  value,
  onChoose,
}: {
  name: string;
  options: SearchResult["facets"]["status"];
  value: string;
  onChoose: (id: string) => void;
}) {
  const t = useText(searchTexts);
  const s = useServerText();
  return (
    <fieldset className="se-facet">
      <legend>{name}</legend>
      {[{ id: "", name: null, count: null }, ...options].map((one) => (
        <label key={one.id}>
          <input type="radio" name={name} checked={value === one.id} onChange={() => onChoose(one.id)} />{" "}
          {one.name === null ? t("all") : s(one.name)}{" "}
          {one.count === null ? null : <span className="wb-count">{one.count}</span>}
        </label>
      ))}
    </fieldset>
  );
}

export function SearchPage() {
  const t = useText(searchTexts);
  const go = useGo();
  const [params, setParams] = useSearchParams();
  const [purpose, setPurpose] = usePurpose();
  const query = {
    q: params.get("q") ?? "",
    status: params.get("status") ?? "",
    package: params.get("package") ?? "",
  };
  const ready = query.q !== "" && (purpose !== "" || isNumber(query.q));
  const why = isNumber(query.q) ? "" : purpose;
  const list = useInfiniteQuery({
    queryKey: ["search", query, why],
    enabled: ready,
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      api.get<SearchResult>("/search", { query: { ...query, purpose: why, after: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const jump = list.isPlaceholderData ? null : (list.data?.pages[0]?.jump ?? null);
  useEffect(() => {
    if (jump !== null) go(`/w/cases/${jump}`, { replace: true });
  }, [jump, go]);
  const choose = (name: string, value: string): void => {
    const next = new URLSearchParams(params);
    if (value === "") next.delete(name);
    else next.set(name, value);
    setParams(next, { replace: true, state: { keepFocus: true } });
  };
  return (
    <div className="se-page">
      <PageTitle title={t("title")} />
      <Ask
        key={query.q}
        q={query.q}
        purpose={purpose}
        onFind={(q, given) => {
          if (given !== "") setPurpose(given);
          setParams({ q }, { state: { keepFocus: true } });
        }}
      />
      {!ready ? (
        query.q === "" ? (
          <p className="muted">{t("start")}</p>
        ) : null
      ) : (
        <Async query={list}>
          {({ pages }) => {
            const first = pages[0];
            if (first === undefined) return null;
            const rows = pages.flatMap((page) => page.rows);
            return (
              <>
                {first.hidden > 0 ? <AskHidden q={query.q} n={first.hidden} /> : null}
                {rows.length === 0 ? (
                  first.hidden > 0 ? null : (
                    <Empty title={t("none")}>
                      <p>{t("noneBody")}</p>
                    </Empty>
                  )
                ) : (
                  <div className="se-columns">
                    <aside>
                      <Facet
                        name={t("facetStatus")}
                        options={first.facets.status}
                        value={query.status}
                        onChoose={(id) => choose("status", id)}
                      />
                      <Facet
                        name={t("facetPackage")}
                        options={first.facets.package}
                        value={query.package}
                        onChoose={(id) => choose("package", id)}
                      />
                    </aside>
                    <section aria-live="polite">
                      <p className="se-head">
                        <b>{first.total > MANY ? t("totalMany") : t("total", { n: first.total })}</b>
                        {first.mayExport ? (
                          <a href={apiUrl("/search/export", { ...query, purpose: why })} download>
                            {t("export")}
                          </a>
                        ) : null}
                      </p>
                      <HitTable rows={rows} />
                      {list.hasNextPage ? (
                        <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                          {t("more")}
                        </Button>
                      ) : null}
                    </section>
                  </div>
                )}
              </>
            );
          }}
        </Async>
      )}
    </div>
  );
}
