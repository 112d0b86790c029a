import LeftOutlined from "@ant-design/icons/es/icons/LeftOutlined";
import UpOutlined from "@ant-design/icons/es/icons/UpOutlined";
import type { Draft, PackageDetail, Questionnaire, Situation } from "@onewindow/server/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { api } from "../../shared/api/api.ts";
import { toForm } from "../../shared/forms/wire.ts";
import { useLanguage, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Sheet } from "../../shared/ui/sheet.tsx";
import "../draft/draft.css";
import { draftQuery } from "../draft/queries.ts";
import { Answered } from "./answered.tsx";
import { firstOpen, isAnswered, questionError, questionsOf, standing } from "./answers.ts";
import type { Answers } from "./answers.ts";
import { Done } from "./done.tsx";
import { keep, readKept } from "./kept-answers.ts";
import { Question } from "./question.tsx";
import "./questionnaire.css";
import { ResultCard } from "./result.tsx";
import { questionnaireTexts } from "./texts.ts";

interface WalkProps {
  detail: PackageDetail;
  questionnaire: Questionnaire;
  /** An application whose answers are changed; null for a new one. */
  draft: Draft | null;
}

function knownAnswers(questionnaire: Questionnaire): Answers {
  return Object.fromEntries(Object.entries(questionnaire.known).map(([key, entry]) => [key, entry.value]));
}

function Walk({ detail, questionnaire, draft }: WalkProps) {
  const t = useText(questionnaireTexts);
  const s = useServerText();
  const language = useLanguage();
  const form = useMemo(() => toForm(questionnaire.form), [questionnaire.form]);
  const [answers, setAnswers] = useState<Answers>(() =>
    draft !== null ? draft.answers : { ...knownAnswers(questionnaire), ...readKept(detail.id) },
  );
  const questions = useMemo(() => questionsOf(form, answers), [form, answers]);
  const [params, setParams] = useSearchParams();
  const [error, setError] = useState("");
  const [sheet, setSheet] = useState(false);
  // The open question is set once and moves by buttons only: an answer that is being typed must not move it.
  const [first] = useState(() => questions[firstOpen(questions, answers)]?.key ?? "result");
  const here = params.get("q") ?? first;
  const open = firstOpen(questions, answers);
  const wanted = questions.findIndex((entry) => entry.key === here);
  const at = wanted >= 0 ? wanted : open >= 0 ? open : questions.length;
  const question = questions[at];
  const situation = useQuery({
    queryKey: ["situation", detail.id, standing(form, answers)],
    queryFn: () =>
      api.post<Situation>(`/packages/${detail.id}/situation`, { answers: standing(form, answers) }),
    placeholderData: keepPreviousData,
  });

  const show = (key: string): void => {
    setError("");
    const next = new URLSearchParams(params);
    next.set("q", key);
    setParams(next);
    window.scrollTo(0, 0);
  };
  const answer = (value: unknown): void => {
    if (question === undefined) return;
    const next = standing(form, { ...answers, [question.key]: value });
    setError("");
    setAnswers(next);
    if (draft === null) keep(detail.id, next);
  };
  const goOn = (): void => {
    if (question === undefined) return;
    const wrong = questionError(form, question, answers, language);
    if (wrong !== "" || (question.validate?.required === true && !isAnswered(question, answers))) {
      setError(wrong === "" ? t("firstAnswer") : wrong);
      document.getElementById(question.key)?.focus();
      return;
    }
    const following = questions.slice(at + 1).find((entry) => !isAnswered(entry, answers));
    show(following === undefined ? "result" : following.key);
  };
  const answered = questions.slice(0, at).filter((entry) => isAnswered(entry, answers));
  const required = situation.data?.materials.filter((material) => material.need === "required").length ?? 0;

  // what follows the last question depends on its answer
  const leftKnown = question !== undefined && (at < questions.length - 1 || isAnswered(question, answers));
  return (
    <>
      <Crumbs
        trail={[
          { name: t("services"), to: "/services" },
          { name: s(detail.name), to: `/packages/${detail.id}` },
          { name: t("crumb") },
        ]}
      />
      <div className="two-columns">
        <div>
          <div className="question-top">
            {at > 0 ? (
              <button
                type="button"
                className="link-button"
                onClick={() => show(questions[at - 1]?.key ?? "")}
              >
                <LeftOutlined aria-hidden /> {t("back")}
              </button>
            ) : (
              <span />
            )}
            {question !== undefined ? (
              <span className="caption muted">
                {leftKnown
                  ? t("progress", { n: at + 1, left: questions.length - at - 1 })
                  : t("progressOpen", { n: at + 1 })}
              </span>
            ) : null}
          </div>
          <div className="question-bar" aria-hidden>
            <span style={{ width: `${(at / Math.max(1, questions.length)) * 100}%` }} />
          </div>
          {question !== undefined ? (
            <form
              key={question.key}
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                goOn();
              }}
            >
              <Question
                form={form}
                question={question}
                value={answers[question.key]}
                error={error}
                onAnswer={answer}
                onEnter={goOn}
              />
              <div className="question-actions">
                <Button type="primary" size="large" htmlType="submit">
                  {leftKnown && at === questions.length - 1 ? t("finish") : t("next")}
                </Button>
                <span className="caption muted">
                  {t("press")} <kbd>Enter</kbd>
                </span>
              </div>
            </form>
          ) : (
            <Done
              detail={detail}
              draft={draft}
              answers={standing(form, answers)}
              situation={situation.data}
            />
          )}
          {answered.length > 0 ? (
            <Answered
              form={form}
              questions={answered}
              answers={answers}
              known={questionnaire.known}
              onChange={(key) => show(key)}
            />
          ) : null}
          {question !== undefined && situation.data !== undefined ? (
            <div className="result-sheet">
              <button type="button" onClick={() => setSheet(true)}>
                {t("needShort", { items: situation.data.items.length, docs: required })}
                <UpOutlined aria-label={t("open")} role="img" />
              </button>
            </div>
          ) : null}
        </div>
        <aside className="result-aside">
          {situation.data !== undefined && question !== undefined ? (
            <ResultCard situation={situation.data} />
          ) : null}
          {draft === null ? (
            <p className="caption muted" style={{ margin: "0.75rem 0.25rem" }}>
              {t("kept")}
            </p>
          ) : null}
        </aside>
      </div>
      {sheet && situation.data !== undefined ? (
        <Sheet
          title={t("needShort", { items: situation.data.items.length, docs: required })}
          onClose={() => setSheet(false)}
        >
          <ResultCard situation={situation.data} heading={false} />
        </Sheet>
      ) : null}
    </>
  );
}

/** C4: answers give items and materials before any form; no sign-in. */
export function QuestionnairePage() {
  const { code = "" } = useParams();
  const [params] = useSearchParams();
  const draftId = params.get("draft");
  const detail = useQuery({
    queryKey: ["package", code],
    queryFn: () => api.get<PackageDetail>(`/packages/${code}`),
  });
  const questionnaire = useQuery({
    queryKey: ["questionnaire", code],
    queryFn: () => api.get<Questionnaire>(`/packages/${code}/questionnaire`),
  });
  const draft = useQuery({ ...draftQuery(draftId ?? ""), enabled: draftId !== null });
  return (
    <Async query={detail}>
      {(packageDetail) => (
        <Async query={questionnaire}>
          {(asked) =>
            draftId === null ? (
              <Walk detail={packageDetail} questionnaire={asked} draft={null} />
            ) : (
              <Async query={draft}>
                {(open) => <Walk detail={packageDetail} questionnaire={asked} draft={open} />}
              </Async>
            )
          }
        </Async>
      )}
    </Async>
  );
}
