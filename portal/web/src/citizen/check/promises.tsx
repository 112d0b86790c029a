import type { CheckPage } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { checkTexts } from "./texts.ts";

/** 容缺: what is missing and may follow, until when, and the promise; never given beforehand. */
export function Promises({
  materials,
  text,
  given,
  wrong,
  onGive,
}: {
  materials: CheckPage["tolerances"];
  text: CheckPage["promise"];
  given: boolean;
  wrong: string | undefined;
  onGive: (given: boolean) => void;
}) {
  const t = useText(checkTexts);
  const s = useServerText();
  if (materials.length === 0) return null;
  return (
    <section className="card check-part">
      <h2>{t("promises")}</h2>
      <p className="caption muted">{t("promisesHint")}</p>
      <ul className="plain-list">
        {materials.map((one) => (
          <li key={one.materialId}>{t("promiseDays", { name: s(one.name), n: one.days })}</li>
        ))}
      </ul>
      <details className="undertaking-text">
        <summary>{t("promiseText")}</summary>
        <p>{s(text)}</p>
      </details>
      <label className="declaration">
        <input
          id="promise-later"
          type="checkbox"
          checked={given}
          aria-invalid={wrong !== undefined}
          onChange={(event) => onGive(event.target.checked)}
        />
        <span>
          {wrong !== undefined ? <span className="wrong-text">{wrong}</span> : null}
          {t("promiseGive")}
        </span>
      </label>
    </section>
  );
}
