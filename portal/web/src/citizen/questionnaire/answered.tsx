import type { FormComponent, FormDefinition } from "@onewindow/forms";
import type { Questionnaire } from "@onewindow/server/api";
import { formTexts } from "../../shared/forms/texts.ts";
import { inLanguage } from "../../shared/forms/wire.ts";
import { useLanguage, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { ProvenanceBadge } from "../../shared/ui/provenance-badge.tsx";
import { answerText } from "./answers.ts";
import type { Answers } from "./answers.ts";
import { questionnaireTexts } from "./texts.ts";

interface AnsweredProps {
  form: FormDefinition;
  questions: FormComponent[];
  answers: Answers;
  known: Questionnaire["known"];
  onChange: (key: string) => void;
}

/** What was answered so far, each with its way back; values from a register show their source. */
export function Answered({ form, questions, answers, known, onChange }: AnsweredProps) {
  const t = useText(questionnaireTexts);
  const f = useText(formTexts);
  const s = useServerText();
  const language = useLanguage();
  const words = { yes: f("yes"), no: f("no"), joiner: f("joiner") };
  return (
    <section className="card answered">
      <h2>{t("answered", { n: questions.length })}</h2>
      <dl>
        {questions.map((question) => {
          const source = known[question.key];
          const fromSource = source !== undefined && source.value === answers[question.key];
          const label = inLanguage(form, language, question.label);
          return (
            <div key={question.key}>
              <dt>{label}</dt>
              <dd className="row-value">
                {answerText(form, question, answers, language, words) || t("noneChosen")}
                {fromSource ? <ProvenanceBadge kind={source.source} label={s(source.label)} /> : null}
              </dd>
              <dd>
                <button type="button" className="link-button" onClick={() => onChange(question.key)}>
                  {fromSource ? t("notRight") : t("change")}
                  <span className="visually-hidden"> {label}</span>
                </button>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
