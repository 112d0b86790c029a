/** The delivery desk (出件): what is to be handed out, posted or read, by way; found by number, name or scanned code. */
import type { DeskList } from "@onewindow/server/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { GroupCard } from "./group-card.tsx";
import { deskTexts } from "./texts.ts";
import "./desk.css";

const ways = ["window", "post", "electronic"] as const;

export function DeskPage() {
  const t = useText(deskTexts);
  const id = useId();
  const [params, setParams] = useSearchParams();
  const way = ways.find((one) => one === params.get("way")) ?? "window";
  const q = params.get("q") ?? "";
  const [words, setWords] = useState(q);
  const query = useQuery({
    queryKey: ["desk", way, q],
    queryFn: ({ signal }) =>
      api.get<DeskList>("/deliveries", { query: { way, ...(q === "" ? {} : { q }) }, signal }),
    placeholderData: keepPreviousData,
  });
  const find = (text: string): void => {
    setWords(text);
    setParams(text.trim() === "" ? { way } : { way, q: text.trim() });
  };
  return (
    <div className="desk">
      <div className="wb-views desk-views">
        <PageTitle title={t("title")} />
        <nav aria-label={t("ways")}>
          {ways.map((one) => (
            <AppLink
              key={one}
              to={`/w/desk?way=${one}`}
              aria-current={q === "" && one === way ? "page" : undefined}
              onClick={() => setWords("")}
            >
              {t(`way_${one}`)}{" "}
              {query.data === undefined ? null : <span className="wb-count">{query.data.counts[one]}</span>}
            </AppLink>
          ))}
        </nav>
      </div>
      <form
        className="desk-find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          find(words);
        }}
      >
        <label htmlFor={`${id}q`}>{t("search")}</label>
        <div className="desk-line">
          <input
            id={`${id}q`}
            type="search"
            maxLength={200}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="primary" htmlType="submit">
            {t("find")}
          </Button>
          {q === "" ? null : <Button onClick={() => find("")}>{t("clear")}</Button>}
        </div>
      </form>
      <p className="caption muted desk-pad" role="status">
        {q === "" ? t("lead") : t("found", { q })}
      </p>
      <Async query={query}>
        {(list) =>
          list.groups.length === 0 ? (
            <div className="desk-groups">
              <Empty title={t("nothing")} />
            </div>
          ) : (
            <div className="desk-groups">
              {list.groups.map((group) => (
                <GroupCard key={`${way}${group.key}`} group={group} way={way} />
              ))}
              {list.more ? <p>{t("more")}</p> : null}
            </div>
          )
        }
      </Async>
    </div>
  );
}
