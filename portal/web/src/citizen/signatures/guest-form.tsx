import type { AnswerRequest } from "@onewindow/server/api";
import { Button } from "antd";
import { useState } from "react";
import { ApiError } from "../../shared/api/errors.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { ErrorSummary } from "../../shared/ui/error-summary.tsx";
import type { SummaryError } from "../../shared/ui/error-summary.tsx";
import { signatureTexts } from "./texts.ts";

/** Reading confirmed, the name typed: the signature. Or not signed, with a reason. */
export function GuestSignForm({
  expected,
  pending,
  error,
  onSign,
  onAnswer,
}: {
  expected: string;
  pending: boolean;
  error: Error | null;
  onSign: (name: string) => void;
  onAnswer: (answer: AnswerRequest["answer"]) => void;
}) {
  const t = useText(signatureTexts);
  const [name, setName] = useState("");
  const [read, setRead] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const server = error instanceof ApiError ? error.problem.errors?.[0]?.detail : undefined;
  const errors: SummaryError[] = [];
  if (attempt > 0 && !read) errors.push({ target: "sign-read", text: t("needAgree") });
  if (attempt > 0 && name.trim() === "") errors.push({ target: "sign-name", text: t("needName") });
  const wrong = errors.find(({ target }) => target === "sign-name")?.text ?? server;
  return (
    <form
      className="card sign-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAttempt(attempt + 1);
        if (read && name.trim() !== "") onSign(name);
      }}
    >
      <ErrorSummary errors={errors} attempt={errors.length > 0 ? attempt : 0} />
      <label className="inline">
        <input
          id="sign-read"
          type="checkbox"
          checked={read}
          aria-invalid={attempt > 0 && !read}
          onChange={(event) => setRead(event.target.checked)}
        />
        {t("agree")}
      </label>
      <label htmlFor="sign-name">
        <strong>{t("yourName")}</strong> <span className="caption muted">{expected}</span>
        {wrong === undefined ? null : <span className="wrong-text">{wrong}</span>}
        <input
          id="sign-name"
          type="text"
          value={name}
          maxLength={100}
          autoComplete="name"
          aria-invalid={wrong !== undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {error !== null && server === undefined ? (
        <p className="slot-error" role="alert">
          {error.message}
        </p>
      ) : null}
      <div className="sign-actions">
        <Button type="primary" size="large" htmlType="submit" loading={pending}>
          {t("doSign")}
        </Button>
        <Button size="large" onClick={() => onAnswer("dispute")}>
          {t("dispute")}
        </Button>
        <button type="button" className="link-button" onClick={() => onAnswer("decline")}>
          {t("decline")}
        </button>
      </div>
    </form>
  );
}
