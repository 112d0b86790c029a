import type { PackageCard, ServiceSearch } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useServerInfo } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import "./services.css";
import { serviceTexts } from "./texts.ts";

function Packages({ cards }: { cards: PackageCard[] }) {
  const t = useText(serviceTexts);
  const s = useServerText();
  return (
    <ul className="card flush service-list">
      {cards.map((card) => (
        <li key={card.id}>
          <AppLink to={`/packages/${card.id}`} className="service-row">
            <strong>{s(card.name)}</strong>{" "}
            {card.status === "paused" ? <Chip tone="orange">{t("paused")}</Chip> : null}
            <p>{s(card.summary)}</p>
            <p className="service-facts">
              <span>{t("itemCount", { n: card.itemCount })}</span>
              {card.promisedDays !== null ? <span>{t("days", { n: card.promisedDays })}</span> : null}
              <span>{s(card.fee)}</span>
              <span>{t("visits", { n: card.visits })}</span>
            </p>
          </AppLink>
        </li>
      ))}
    </ul>
  );
}

function Found({ found, q }: { found: ServiceSearch; q: string }) {
  const t = useText(serviceTexts);
  const s = useServerText();
  const hotline = useServerInfo()?.hotline ?? "12345";
  const count = found.packages.length + found.items.length;
  if (count === 0) {
    return (
      <>
        <Empty
          title={t("nothing", { hotline })}
          action={<ButtonLink to="/services">{t("showAll")}</ButtonLink>}
        />
        {found.nearest.length > 0 ? (
          <>
            <h2 className="section-title">{t("nearest")}</h2>
            <Packages cards={found.nearest} />
          </>
        ) : null}
      </>
    );
  }
  const nameOf = (id: string): string => s(found.packages.find((card) => card.id === id)?.name);
  return (
    <>
      <p role="status" className="caption muted">
        {q !== "" ? t("found", { n: count }) : ""}
      </p>
      {found.packages.length > 0 ? (
        <>
          <h2 className="section-title">{t("packages")}</h2>
          <Packages cards={found.packages} />
        </>
      ) : null}
      {found.items.length > 0 ? (
        <>
          <h2 className="section-title">{t("items")}</h2>
          <ul className="card flush service-list">
            {found.items.map((item) => (
              <li key={`${item.packageId}/${item.id}`}>
                <AppLink to={`/packages/${item.packageId}`} className="service-row">
                  <strong>{s(item.name)}</strong>
                  <p className="service-facts">
                    <span>{s(item.department.name)}</span>
                    {item.promisedDays !== null ? (
                      <span>
                        {item.promisedDays === 0 ? t("immediate") : t("days", { n: item.promisedDays })}
                      </span>
                    ) : null}
                    {nameOf(item.packageId) !== "" ? (
                      <span>{t("inPackage", { name: nameOf(item.packageId) })}</span>
                    ) : null}
                  </p>
                </AppLink>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

/** C2: search and list of services. */
export function Services() {
  const t = useText(serviceTexts);
  const [params, setParams] = useSearchParams();
  const { state, key } = useLocation();
  const input = useRef<HTMLInputElement>(null);
  const q = params.get("q") ?? "";
  const topic = params.get("topic") ?? "";
  const audience = params.get("for") ?? "";
  const [words, setWords] = useState(q);
  useEffect(() => setWords(q), [q]);
  useEffect(() => {
    if ((state as { focusSearch?: boolean } | null)?.focusSearch === true) input.current?.focus();
  }, [state, key]);
  const query = useQuery({
    queryKey: ["services", q, topic, audience],
    queryFn: () => api.get<ServiceSearch>("/services", { query: { q, topic, for: audience } }),
  });
  return (
    <>
      <PageTitle title={t("title")} />
      <form
        role="search"
        className="service-search"
        onSubmit={(event) => {
          event.preventDefault();
          setParams(words.trim() === "" ? {} : { q: words.trim() });
        }}
      >
        <input
          ref={input}
          type="search"
          aria-label={t("searchLabel")}
          placeholder={t("searchHint")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button type="primary" size="large" htmlType="submit">
          {t("search")}
        </Button>
      </form>
      <Async query={query}>{(found) => <Found found={found} q={q} />}</Async>
    </>
  );
}
