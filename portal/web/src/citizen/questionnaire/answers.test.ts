import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormDefinition } from "@onewindow/forms";
import { answerText, firstOpen, isAnswered, questionError, questionsOf, standing } from "./answers.ts";

const form: FormDefinition = {
  title: "引导",
  i18n: { en: { 热食: "Hot food", 平方米: "m²" } },
  components: [
    {
      type: "radio",
      key: "licence",
      label: "有执照吗",
      input: true,
      values: [
        { label: "有", value: "yes" },
        { label: "没有", value: "no" },
      ],
      validate: { required: true },
    },
    {
      type: "selectboxes",
      key: "kinds",
      label: "卖什么",
      input: true,
      values: [{ label: "热食", value: "hot" }],
      validate: { required: true },
      conditional: { json: { "==": [{ var: "data.licence" }, "yes"] } },
      clearOnHide: true,
    },
    {
      type: "number",
      key: "area",
      label: "面积",
      input: true,
      validate: { required: true, min: 1 },
      properties: { unit: "平方米" },
    },
  ],
};
const words = { yes: "yes", no: "no", joiner: ", " };

test("a question stands only while its condition holds, and its answer goes with it", () => {
  assert.deepEqual(
    questionsOf(form, { licence: "no" }).map((question) => question.key),
    ["licence", "area"],
  );
  assert.deepEqual(standing(form, { licence: "no", kinds: { hot: true }, area: 5 }), {
    licence: "no",
    area: 5,
  });
});

test("the first open question is the first required one without an answer", () => {
  const answers = { licence: "yes", kinds: { hot: false } };
  const questions = questionsOf(form, answers);
  assert.equal(firstOpen(questions, answers), 1);
  assert.equal(isAnswered(questions[0]!, { licence: "other" }), false);
  assert.equal(firstOpen(questions, { licence: "yes", kinds: { hot: true }, area: 86 }), -1);
});

test("an answer is shown in words and checked by the form's own rule", () => {
  const answers = { licence: "yes", kinds: { hot: true }, area: 86 };
  const [, kinds, area] = questionsOf(form, answers);
  assert.equal(answerText(form, kinds!, answers, "en", words), "Hot food");
  assert.equal(answerText(form, area!, answers, "zh", words), "86 平方米");
  assert.equal(questionError(form, area!, answers, "zh"), "");
  assert.notEqual(questionError(form, area!, { ...answers, area: 0 }, "zh"), "");
});
