import { optionsOf, walkComponents } from "./walk.ts";
import type { FormDefinition, TextPair } from "./types.ts";

/** A text of the form in both languages; English falls back to the Chinese text. */
export function formText(form: FormDefinition, text: string): TextPair {
  const english = form.i18n?.en;
  return { zh: text, en: english && Object.hasOwn(english, text) ? english[text]! : text };
}

const textKeys = [
  "label",
  "description",
  "placeholder",
  "tooltip",
  "prefix",
  "suffix",
  "title",
  "legend",
  "html",
  "addAnother",
] as const;

/** Every text of the form that people may read, with the place it stands at: what `i18n.en` must translate. */
export function visibleTexts(form: FormDefinition): { text: string; place: string }[] {
  const texts: { text: string; place: string }[] = [{ text: form.title, place: "title" }];
  walkComponents(form.components, (component, place) => {
    const add = (text: unknown, at: string) => {
      if (typeof text === "string" && text.trim() !== "") texts.push({ text, place: `${place}.${at}` });
    };
    for (const key of textKeys) add(component[key], key);
    optionsOf(component).forEach((option, index) => add(option.label, `values[${index}].label`));
    add(component.validate?.customMessage, "validate.customMessage");
    for (const [rule, message] of Object.entries(component.errors ?? {})) add(message, `errors.${rule}`);
    for (const text of logicMessages(component.validate?.json)) add(text, "validate.json");
    const properties = component.properties ?? {};
    for (const key of ["unit", "help", "effect"] as const) add(properties[key], `properties.${key}`);
    for (const key of ["why", "consequences"] as const)
      for (const [name, text] of Object.entries(properties[key] ?? {}))
        add(text, `properties.${key}.${name}`);
  });
  return texts.filter(({ text }) => /\p{Script=Han}/u.test(text));
}

/** Texts that a JSON Logic check may answer as its error. */
function logicMessages(rule: unknown): string[] {
  if (typeof rule === "string") return /\p{Script=Han}/u.test(rule) ? [rule] : [];
  if (Array.isArray(rule)) return rule.flatMap(logicMessages);
  if (rule && typeof rule === "object") return Object.values(rule).flatMap(logicMessages);
  return [];
}
