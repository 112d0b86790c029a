import { defineTexts } from "../i18n/texts.ts";

export const diffTexts = defineTexts({
  was: { zh: "原为", en: "was" },
  now: { zh: "现为", en: "now" },
});
