import type { ReactNode } from "react";
import { useText } from "../i18n/use-text.ts";
import "./field-diff.css";
import { diffTexts } from "./texts.ts";

/** Old beside new, in words and signs as well as colours. */
export function FieldDiff({
  was,
  now,
  wasLabel,
  nowLabel,
}: {
  was: ReactNode;
  now: ReactNode;
  wasLabel?: string;
  nowLabel?: string;
}) {
  const t = useText(diffTexts);
  return (
    <dl className="field-diff">
      <dt className="was">{wasLabel ?? t("was")}</dt>
      <dd className="was">
        <del>{was}</del>
      </dd>
      <dt className="now">{nowLabel ?? t("now")}</dt>
      <dd className="now">
        <ins>{now}</ins>
      </dd>
    </dl>
  );
}
