/** What offices ask the applicant to explain after acceptance: words only, no clock stops. */
import type { ClarificationPage as Page } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import "../correction/correction.css";
import { clarificationTexts } from "./texts.ts";

type Question = Page["questions"][number];

function Answer({ no, question }: { no: string; question: Question }) {
  const t = useText(clarificationTexts);
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => api.post<Page>(`/cases/${no}/clarifications/${question.id}`, { answer: text }),
    onSuccess: (page) => {
      client.setQueryData(["clarifications", no], page);
      void client.invalidateQueries({ queryKey: ["case", no] });
      announce(t("sent"));
    },
  });
  const bad = tried && text.trim() === "";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (text.trim() !== "") send.mutate();
      }}
    >
      <label htmlFor={id}>{t("answer")}</label>
      {bad ? (
        <p className="slot-error" id={`${id}-error`}>
          {t("needText")}
        </p>
      ) : null}
      <textarea
        id={id}
        rows={4}
        maxLength={2000}
        value={text}
        aria-invalid={bad}
        aria-describedby={bad ? `${id}-error` : undefined}
        onChange={(event) => setText(event.target.value)}
      />
      {send.error === null ? null : (
        <p className="slot-error" role="alert">
          {send.error.message}
        </p>
      )}
      <div>
        <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

function Questions({ page }: { page: Page }) {
  const t = useText(clarificationTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <Crumbs
        trail={[
          { name: t("cases"), to: "/cases" },
          { name: s(page.title), to: `/cases/${page.no}` },
          { name: t("title") },
        ]}
      />
      <PageTitle title={t("title")}>{t("title")}</PageTitle>
      <p>{page.questions.length === 0 ? t("none") : t("lead")}</p>
      <div className="correction-points">
        {page.questions.map((question) => (
          <section key={question.id} className="card stack clarification">
            <h2>{s(question.item)}</h2>
            <p className="caption muted">
              {t("asks", { who: s(question.department.name), at: format.dayTime(question.askedAt) })}
            </p>
            <p>
              <b>{question.question}</b>
            </p>
            {question.answer !== null ? (
              <>
                <p>{question.answer.text}</p>
                <p className="caption muted">{t("answered", { at: format.dayTime(question.answer.at) })}</p>
              </>
            ) : question.open ? (
              <Answer no={page.no} question={question} />
            ) : (
              <p className="caption muted">{t("closed")}</p>
            )}
          </section>
        ))}
      </div>
      <div className="correction-actions">
        <ButtonLink size="large" to={`/cases/${page.no}`}>
          {t("back")}
        </ButtonLink>
      </div>
    </>
  );
}

export function ClarificationPage() {
  const { no = "" } = useParams();
  const query = useQuery({
    queryKey: ["clarifications", no],
    queryFn: () => api.get<Page>(`/cases/${no}/clarifications`),
  });
  return <Async query={query}>{(page) => <Questions page={page} />}</Async>;
}
