/** The questionnaire as a walk: which questions stand now, which is open, what was answered. Pure. */
import { optionsOf, processForm } from "@onewindow/forms";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import type { Language } from "@onewindow/server/api";
import { valueText } from "../../shared/forms/value-text.ts";
import type { ValueWords } from "../../shared/forms/value-text.ts";

export type Answers = Record<string, unknown>;

/** Questions of the form that stand under these answers, in order. */
export function questionsOf(form: FormDefinition, answers: Answers): FormComponent[] {
  const { hidden } = processForm(form, answers, { validate: false });
  return form.components.filter((component) => !hidden.has(component.key) && component.hidden !== true);
}

/** Answers without those whose question fell away. */
export function standing(form: FormDefinition, answers: Answers): Answers {
  const keys = new Set(questionsOf(form, answers).map((question) => question.key));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => keys.has(key)));
}

export function isAnswered(question: FormComponent, answers: Answers): boolean {
  const value = answers[question.key];
  if (value === undefined || value === null || value === "") return false;
  if (question.type === "selectboxes") return Object.values(value as Record<string, unknown>).includes(true);
  if (question.type === "radio" || question.type === "select") {
    return optionsOf(question).some((option) => option.value === value);
  }
  return true;
}

/** The first question without an answer; -1 when all are answered. */
export function firstOpen(questions: FormComponent[], answers: Answers): number {
  return questions.findIndex(
    (question) => question.validate?.required === true && !isAnswered(question, answers),
  );
}

/** Error of one question under these answers, in a language; empty when it is fine. */
export function questionError(
  form: FormDefinition,
  question: FormComponent,
  answers: Answers,
  language: Language,
): string {
  const { errors } = processForm(form, answers, { validate: true });
  return errors.find((error) => error.path === question.key)?.message[language] ?? "";
}

export function answerText(
  form: FormDefinition,
  question: FormComponent,
  answers: Answers,
  language: Language,
  words: ValueWords,
): string {
  return valueText(form, question, answers[question.key], language, words);
}
