import type { PersonPost } from "@onewindow/server/api";
import type { Text } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { peopleTexts } from "./texts.ts";

/** Rights in words: may do what, with which things, which parts of them. */
export function RightsList({ rights }: { rights: PersonPost["rights"] }) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const joined = (words: readonly Text[]): string => words.map((word) => s(word)).join(t("joiner"));
  return (
    <ul className="pe-rights">
      {rights.map((right, at) => (
        <li key={at}>
          {t("right", {
            actions: joined(right.actions),
            thing: s(right.thing),
            parts: right.parts === null ? "" : t("rightParts", { parts: joined(right.parts) }),
            conditions: conditions(joined(right.conditions), t("every")),
          })}
        </li>
      ))}
    </ul>
  );
}

function conditions(words: string, every: string): string {
  if (words === "") return every;
  return /^[a-z]/i.test(words) ? ` ${words}` : words;
}
