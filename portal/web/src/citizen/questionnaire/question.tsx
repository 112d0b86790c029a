import { optionsOf } from "@onewindow/forms";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import type { KeyboardEvent } from "react";
import { PageTitle } from "../../app/page.tsx";
import { inLanguage } from "../../shared/forms/wire.ts";
import { useLanguage } from "../../shared/i18n/use-text.ts";

interface QuestionProps {
  form: FormDefinition;
  question: FormComponent;
  value: unknown;
  error: string;
  onAnswer: (value: unknown) => void;
  onEnter: () => void;
}

/** One question with the consequence in each answer. Enter goes on. */
export function Question({ form, question, value, error, onAnswer, onEnter }: QuestionProps) {
  const language = useLanguage();
  const text = (source: string | undefined): string => inLanguage(form, language, source);
  const consequences = question.properties?.consequences ?? {};
  const label = text(question.label);
  const hint = text(question.description);
  const hintId = `${question.key}-hint`;
  const errorId = `${question.key}-error`;
  const described =
    [hint !== "" ? hintId : "", error !== "" ? errorId : ""].filter(Boolean).join(" ") || undefined;
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    onEnter();
  };
  const notes = (
    <>
      {hint !== "" ? (
        <p className="question-hint" id={hintId}>
          {hint}
        </p>
      ) : null}
      {error !== "" ? (
        <span className="wrong-text" id={errorId} role="alert">
          {error}
        </span>
      ) : null}
    </>
  );
  const boxes = question.type === "selectboxes";
  if (question.type === "radio" || boxes) {
    const chosen = (boxes ? (value ?? {}) : {}) as Record<string, boolean>;
    return (
      <fieldset className="question" aria-describedby={described}>
        <legend>
          <PageTitle title={label} />
        </legend>
        {notes}
        {optionsOf(question).map((option, index) => (
          <label key={option.value} className="answer">
            <input
              id={index === 0 ? question.key : undefined}
              type={boxes ? "checkbox" : "radio"}
              name={question.key}
              value={option.value}
              checked={boxes ? chosen[option.value] === true : value === option.value}
              onKeyDown={enter}
              onChange={(event) =>
                onAnswer(boxes ? { ...chosen, [option.value]: event.target.checked } : option.value)
              }
            />
            <span>
              <strong>{text(option.label)}</strong>
              {consequences[option.value] !== undefined ? (
                <span>{text(consequences[option.value])}</span>
              ) : null}
            </span>
          </label>
        ))}
      </fieldset>
    );
  }
  const isNumber = question.type === "number";
  return (
    <div className="question">
      <PageTitle title={label} />
      {notes}
      <div className="number-answer">
        <input
          id={question.key}
          aria-label={label}
          aria-describedby={described}
          aria-invalid={error !== ""}
          inputMode={isNumber ? "decimal" : "text"}
          autoComplete="off"
          value={typeof value === "string" || typeof value === "number" ? String(value) : ""}
          onKeyDown={enter}
          onChange={(event) => {
            const plain = event.target.value.normalize("NFKC").trim();
            const number = Number(plain);
            onAnswer(
              isNumber && plain !== "" && Number.isFinite(number) && !plain.endsWith(".") ? number : plain,
            );
          }}
        />
        <span>{text(question.properties?.unit ?? question.suffix)}</span>
      </div>
    </div>
  );
}
