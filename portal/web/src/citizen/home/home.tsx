import SearchOutlined from "@ant-design/icons/es/icons/SearchOutlined";
import type { Home as HomeData } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useGo, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import "./home.css";
import { CaseLookup } from "./case-lookup.tsx";
import { LifeEvents } from "./life-events.tsx";
import { NeedsYou } from "./needs-you.tsx";
import { Running } from "./running.tsx";
import { homeTexts } from "./texts.ts";

function Search() {
  const t = useText(homeTexts);
  const go = useGo();
  const [words, setWords] = useState("");
  return (
    <form
      role="search"
      className="home-search"
      onSubmit={(event) => {
        event.preventDefault();
        go(words.trim() === "" ? "/services" : `/services?q=${encodeURIComponent(words.trim())}`);
      }}
    >
      <div className="field">
        <SearchOutlined className="lead" aria-hidden />
        <input
          type="search"
          aria-label={t("searchLabel")}
          placeholder={t("searchHint")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <Button type="primary" size="large" htmlType="submit">
        {t("search")}
      </Button>
    </form>
  );
}

function Halls({ halls }: { halls: HomeData["halls"] }) {
  const t = useText(homeTexts);
  const s = useServerText();
  return (
    <section>
      <h2 className="section-title">{t("halls")}</h2>
      <ul className="card flush">
        {halls.map((hall) => (
          <li key={hall.id} className="hall">
            <strong>{s(hall.name)}</strong>
            <p className="caption muted">{s(hall.hours)}</p>
            <p className="caption muted">
              {s(hall.address)} <a href={`tel:${hall.phone}`}>{hall.phone}</a>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notices({ notices }: { notices: HomeData["notices"] }) {
  const t = useText(homeTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <section>
      <h2 className="section-title">{t("notices")}</h2>
      {notices.map((notice) => (
        <details key={notice.id} className="notice">
          <summary>
            <time dateTime={notice.date}>{format.day(notice.date)}</time>
            <span>{s(notice.title)}</span>
          </summary>
          <p>{s(notice.body)}</p>
        </details>
      ))}
    </section>
  );
}

/** C1: from need to form in three steps. */
export function Home() {
  const t = useText(homeTexts);
  const session = useSession();
  const query = useQuery({ queryKey: ["home"], queryFn: () => api.get<HomeData>("/home") });
  return (
    <div className="home">
      <PageTitle title={t("title")}>{t("question")}</PageTitle>
      <Search />
      <Async query={query}>
        {(home) => (
          <>
            <div className="home-top">
              {session ? <NeedsYou home={home} /> : <CaseLookup />}
              {session ? <Running home={home} /> : <SignInOffer />}
            </div>
            <LifeEvents home={home} />
            <div className="home-bottom">
              {home.halls.length > 0 ? <Halls halls={home.halls} /> : null}
              {home.notices.length > 0 ? <Notices notices={home.notices} /> : null}
            </div>
          </>
        )}
      </Async>
    </div>
  );
}

function SignInOffer() {
  const t = useText(homeTexts);
  const go = useGo();
  return (
    <section className="card side-card">
      <h2>{t("signInOffer")}</h2>
      <p className="caption muted">{t("nothingMore")}</p>
      <div className="actions">
        <Button block onClick={() => go("/login?next=%2F")}>
          {t("signIn")}
        </Button>
      </div>
    </section>
  );
}
