import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import type { CaseCard, CaseList } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { LightMark } from "../../shared/ui/light.tsx";
import { OpenRatingsList } from "../rating/rating-prompt.tsx";
import "../messages/messages.css";
import "./cases.css";
import { casesTexts } from "./texts.ts";

const VIEWS = ["todo", "running", "done"] as const;
type View = (typeof VIEWS)[number];

function Card({ card }: { card: CaseCard }) {
  const t = useText(casesTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <li className={`card case-card${card.todo !== null ? " needs" : ""}`}>
      <div>
        <h2>
          <AppLink to={`/cases/${card.no}`}>{s(card.title)}</AppLink>
          <Chip tone={card.status.tone}>{s(card.status.label)}</Chip>
        </h2>
        <p className="caption muted tnum">
          {groupCaseNumber(card.no)} · {s(card.applicant)}
        </p>
        <p className="caption muted">{t("submitted", { at: format.dayTime(card.submittedAt) })}</p>
      </div>
      <div>
        {card.todo !== null ? (
          <p>
            <ExclamationCircleFilled style={{ color: "var(--needs-you-bar)" }} aria-hidden />{" "}
            <strong>{s(card.todo)}</strong>
            {card.todoHref !== null ? (
              <>
                {" "}
                <AppLink className="todo-link underlined" to={card.todoHref}>
                  {t("doNow")}
                  <span className="visually-hidden"> {s(card.todo)}</span>
                </AppLink>
              </>
            ) : null}
          </p>
        ) : null}
        {card.light !== null ? (
          <p>
            <LightMark light={card.light} />{" "}
            <span className="caption nowrap">{t("before", { date: format.due(card.light.due) })}</span>
          </p>
        ) : null}
      </div>
      <div className="caption">
        <p>{s(card.holder)}</p>
        <p className="muted">
          {format.dayTime(card.lastEvent.at)} {s(card.lastEvent.text)}
        </p>
      </div>
    </li>
  );
}

function Drafts({ drafts }: { drafts: CaseList["drafts"] }) {
  const t = useText(casesTexts);
  const s = useServerText();
  const format = useFormat();
  if (drafts.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{t("drafts")}</h2>
      <ul className="card flush">
        {drafts.map((draft) => (
          <li key={draft.id} className="draft-card">
            <div>
              <strong>{s(draft.packageName)}</strong>
              <p className="caption muted">
                {t("draftParts", { done: draft.done, total: draft.total })} ·{" "}
                {t("draftKept", { at: format.dayTime(draft.savedAt), until: format.date(draft.keptUntil) })}
              </p>
            </div>
            <ButtonLink size="small" to={`/apply/${draft.id}`}>
              {t("continue")}
              <span className="visually-hidden"> {s(draft.packageName)}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function NoCases({ view, list }: { view: View; list: CaseList }) {
  const t = useText(casesTexts);
  const { todo, running, done } = list.counts;
  const services = <ButtonLink to="/services">{t("services")}</ButtonLink>;
  if (todo + running + done + list.drafts.length === 0) return <Empty title={t("empty")} action={services} />;
  if (view === "todo") {
    return (
      <Empty title={t("emptyTodo")}>
        <p>{t("emptyTodoHint")}</p>
      </Empty>
    );
  }
  return <Empty title={view === "running" ? t("emptyRunning") : t("emptyDone")} action={services} />;
}

/** C11: cases of the capacity acted in; what needs the person comes first. */
export function CasesPage() {
  const t = useText(casesTexts);
  const [params] = useSearchParams();
  const asked = params.get("view");
  const wanted = VIEWS.find((entry) => entry === asked);
  const query = useQuery({
    queryKey: ["cases", wanted ?? "first"],
    queryFn: async () => {
      const read = (view: View) => api.get<CaseList>("/cases", { query: { view } });
      if (wanted !== undefined) return { view: wanted, list: await read(wanted) };
      const list = await read("todo");
      // Without a wish, the first view that holds something.
      if (list.counts.todo > 0 || list.counts.running === 0) return { view: "todo" as const, list };
      return { view: "running" as const, list: await read("running") };
    },
  });
  return (
    <>
      <PageTitle title={t("title")} />
      <Async query={query}>
        {({ view, list }) => (
          <>
            <nav className="tabs" aria-label={t("views")}>
              {VIEWS.map((entry) => (
                <AppLink
                  key={entry}
                  to={`/cases?view=${entry}`}
                  aria-current={entry === view ? "page" : undefined}
                >
                  {t(entry, { n: list.counts[entry] })}
                </AppLink>
              ))}
            </nav>
            {list.rows.length === 0 ? (
              <NoCases view={view} list={list} />
            ) : (
              <ul className="stack">
                {list.rows.map((card) => (
                  <Card key={card.no} card={card} />
                ))}
              </ul>
            )}
            <OpenRatingsList />
            <Drafts drafts={list.drafts} />
          </>
        )}
      </Async>
    </>
  );
}
