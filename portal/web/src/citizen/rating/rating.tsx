/** C17: a closed case is rated, the whole and single items; by link without an account, at the counter, or signed in. */
import type { RateRequest, RatingPage } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { ApiError } from "../../shared/api/errors.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useServerInfo } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { GradeForm, Standing } from "./rating-parts.tsx";
import type { Choice } from "./rating-parts.tsx";
import "./rating.css";
import { ratingTexts } from "./texts.ts";

type Target = RatingPage["targets"][number];
type Choices = Readonly<Record<string, Choice | undefined>>;

function TargetCard({
  page,
  target,
  choices,
  onChoose,
}: {
  page: RatingPage;
  target: Target;
  choices: Choices;
  onChoose: (id: string, choice: Choice) => void;
}) {
  const t = useText(ratingTexts);
  const s = useServerText();
  const name = s(target.name);
  return (
    <section className="card stack rating-card">
      <h2>
        {name} {target.whole ? null : <span className="caption muted">{s(target.department.name)}</span>}
      </h2>
      <Standing target={target} />
      {target.can === null ? null : (
        <GradeForm
          page={page}
          legend={target.can === "follow-up" ? t("again") : t("grade")}
          choice={choices[target.id]}
          onChange={(choice) => onChoose(target.id, choice)}
        />
      )}
    </section>
  );
}

function RatingForm({ page, path, back }: { page: RatingPage; path: string; back: string | null }) {
  const t = useText(ratingTexts);
  const client = useQueryClient();
  const [choices, setChoices] = useState<Choices>({});
  const [lacks, setLacks] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const chosen = page.targets.flatMap((target) => {
    const choice = target.can === null ? undefined : choices[target.id];
    return choice === undefined ? [] : [{ target: target.id, ...choice }];
  });
  const send = useMutation({
    mutationFn: () =>
      api.post<RatingPage>(path, { version: page.version, ratings: chosen } satisfies RateRequest),
    onSuccess: (next) => {
      setChoices({});
      client.setQueryData(["rating", path], next);
      void client.invalidateQueries({ queryKey: ["ratingsOpen"] });
      announce(t("sent"));
      window.scrollTo({ top: 0 });
    },
    // rated elsewhere meanwhile, or other reasons now: what stands is read again
    onError: () => void client.invalidateQueries({ queryKey: ["rating", path] }),
  });
  const choose = (id: string, choice: Choice): void => {
    setLacks(false);
    setChoices((before) => ({ ...before, [id]: choice }));
  };
  const card = (target: Target) => (
    <TargetCard key={target.id} page={page} target={target} choices={choices} onChoose={choose} />
  );
  const items = page.targets.filter((target) => !target.whole);
  const touched = (target: Target): boolean => target.given !== null || target.can === "follow-up";
  const may = page.targets.some((target) => target.can !== null);
  return (
    <form
      ref={form}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setLacks(chosen.length === 0);
        if (chosen.length > 0) send.mutate();
        else form.current?.querySelector<HTMLInputElement>("input[type='radio']")?.focus();
      }}
    >
      {send.isSuccess ? (
        <p className="rating-sent" role="status">
          {t("sent")}
        </p>
      ) : null}
      {page.targets.filter((target) => target.whole).map(card)}
      {items.filter(touched).map(card)}
      {items.every(touched) || (!may && items.every((item) => item.can === null)) ? null : (
        <details className="rating-items">
          <summary>{t("items", { n: items.filter((item) => !touched(item)).length })}</summary>
          <div className="stack">{items.filter((item) => !touched(item)).map(card)}</div>
        </details>
      )}
      {lacks ? (
        <p className="slot-error" role="alert">
          {t("none")}
        </p>
      ) : null}
      {send.error === null ? null : (
        <p className="slot-error" role="alert">
          {send.error.message}
        </p>
      )}
      <div className="rating-actions">
        {may ? (
          <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
            {t(page.state === "follow-up" ? "sendAgain" : "send")}
          </Button>
        ) : null}
        {back === null ? null : (
          <ButtonLink size="large" to={back}>
            {t("back")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

function Rating({ page, path, back }: { page: RatingPage; path: string; back: string | null }) {
  const t = useText(ratingTexts);
  const s = useServerText();
  const format = useFormat();
  const hotline = useServerInfo()?.hotline ?? "12345";
  const title = page.state === "expired" ? t("expired") : page.state === "done" ? t("done") : t("title");
  return (
    <>
      <PageTitle title={title}>{title}</PageTitle>
      <p>{t("lead", { title: s(page.title), date: format.date(page.closedOn) })}</p>
      {page.state === "open" ? (
        <p className="caption muted">{t("until", { date: format.date(page.until) })}</p>
      ) : null}
      {page.state === "expired" ? (
        <>
          <p>{t("expiredBody", { hotline })}</p>
          {back === null ? null : <ButtonLink to={back}>{t("back")}</ButtonLink>}
        </>
      ) : (
        <RatingForm page={page} path={path} back={back} />
      )}
    </>
  );
}

/** Signed in, from one's own case. */
export function CaseRatingPage() {
  const t = useText(ratingTexts);
  const s = useServerText();
  const { no = "" } = useParams();
  const path = `/cases/${no}/rating`;
  const query = useQuery({
    queryKey: ["rating", path],
    queryFn: () => api.get<RatingPage>(path),
    retry: false,
  });
  if (query.error instanceof ApiError && query.error.code === "not-closed")
    return (
      <Empty title={query.error.message} action={<ButtonLink to={`/cases/${no}`}>{t("back")}</ButtonLink>} />
    );
  return (
    <Async query={query}>
      {(page) => (
        <div className="rating">
          <Crumbs
            trail={[
              { name: t("cases"), to: "/cases" },
              { name: s(page.title), to: `/cases/${no}` },
              { name: t("title") },
            ]}
          />
          <Rating page={page} path={path} back={`/cases/${no}`} />
        </div>
      )}
    </Async>
  );
}

/** By link; `?kiosk`: on the tablet at the counter, larger. */
export function GuestRatingPage() {
  const t = useText(ratingTexts);
  const { token = "" } = useParams();
  const [params] = useSearchParams();
  const path = `/rate/${encodeURIComponent(token)}`;
  const query = useQuery({
    queryKey: ["rating", path],
    queryFn: () => api.get<RatingPage>(path),
    staleTime: 0,
    retry: false,
  });
  // the address is a secret: it goes with no link that is followed from here
  useEffect(() => {
    const meta = document.createElement("meta");
    meta.name = "referrer";
    meta.content = "no-referrer";
    document.head.append(meta);
    return () => meta.remove();
  }, []);
  if (query.error instanceof ApiError && (query.error.status === 404 || query.error.status === 410))
    return (
      <Empty title={t("deadLink")}>
        <p>{query.error.message}</p>
      </Empty>
    );
  return (
    <Async query={query}>
      {(page) => (
        <div className={params.has("kiosk") ? "rating kiosk" : "rating"}>
          <Rating page={page} path={path} back={null} />
        </div>
      )}
    </Async>
  );
}
