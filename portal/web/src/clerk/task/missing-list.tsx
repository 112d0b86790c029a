/** What is missing of an item that is accepted all the same: only materials that may follow, each in words. */
import type { AcceptanceItem } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { taskTexts } from "../texts.ts";
import type { Verdict } from "./acceptance.ts";
import { tolerableOf } from "./acceptance.ts";

export function MissingList({
  item,
  verdict,
  wrong,
  onChange,
}: {
  item: AcceptanceItem;
  verdict: Verdict;
  wrong: boolean;
  onChange: (verdict: Verdict) => void;
}) {
  const t = useText(taskTexts);
  const s = useServerText();
  const missing = verdict.missing ?? [];
  const id = (materialId: string): string => `missing-${item.caseItemId}-${materialId}`;
  const change = (materialId: string, what: string | null): void => {
    const rest = missing.filter((one) => one.materialId !== materialId);
    onChange({ ...verdict, missing: what === null ? rest : [...rest, { materialId, what }] });
  };
  return (
    <fieldset className="wb-form wb-missing">
      <legend className="caption">{t("missingLegend")}</legend>
      {wrong ? <p className="wb-error">{t("needMissing")}</p> : null}
      {tolerableOf(item).map((slot) => {
        const entry = missing.find((one) => one.materialId === slot.id);
        const promised = slot.state === "later";
        return (
          <div key={slot.id}>
            <label htmlFor={id(slot.id)}>
              <input
                id={id(slot.id)}
                type="checkbox"
                checked={promised || entry !== undefined}
                disabled={promised}
                onChange={(event) => change(slot.id, event.target.checked ? "" : null)}
              />{" "}
              {s(slot.name)}{" "}
              <span className="caption muted">
                {promised ? t("missingPromised") : t("missingDays", { n: slot.tolerantDays ?? 0 })}
              </span>
            </label>
            {entry !== undefined ? (
              <input
                aria-label={t("missingWhat", { name: s(slot.name) })}
                placeholder={t("missingWhat", { name: s(slot.name) })}
                maxLength={500}
                value={entry.what ?? ""}
                onChange={(event) => change(slot.id, event.target.value)}
              />
            ) : null}
          </div>
        );
      })}
    </fieldset>
  );
}
