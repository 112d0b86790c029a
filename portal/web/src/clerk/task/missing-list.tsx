/** What is missing of an item that is accepted all the same: only materials that may follow, each in words. */
import type { MaterialSlot, ToleranceChoice } from "@onewindow/server/api";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { taskTexts } from "../texts.ts";
import type { Verdict } from "./acceptance.ts";
import { longestOf, tolerableOf } from "./acceptance.ts";

export function MissingList({
  item,
  verdict,
  wrong,
  disabled = false,
  onChange,
}: {
  item: { caseItemId: string; materials: readonly MaterialSlot[]; tolerance: ToleranceChoice | null };
  verdict: Pick<Verdict, "missing" | "days">;
  wrong: boolean;
  disabled?: boolean;
  onChange: (verdict: Pick<Verdict, "missing" | "days">) => void;
}) {
  const t = useText(taskTexts);
  const s = useServerText();
  const missing = verdict.missing ?? [];
  const id = (materialId: string): string => `missing-${item.caseItemId}-${materialId}`;
  const format = useFormat();
  const dues = item.tolerance?.dues ?? [];
  const longest = longestOf(item, verdict, dues.length);
  const days = Math.min(verdict.days ?? longest, longest);
  const change = (materialId: string, what: string | null): void => {
    const rest = missing.filter((one) => one.materialId !== materialId);
    const next = what === null ? rest : [...rest, { materialId, what }];
    // a day chosen before stays only while what is listed now allows it
    const most = longestOf(item, { missing: next }, dues.length);
    const { days: chosen, ...others } = verdict;
    onChange({
      ...others,
      missing: next,
      ...(chosen === undefined || chosen > most ? {} : { days: chosen }),
    });
  };
  return (
    <fieldset className="wb-form wb-missing" disabled={disabled}>
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
      <label htmlFor={`days-${item.caseItemId}`}>{t("supplyBy")}</label>
      <select
        id={`days-${item.caseItemId}`}
        value={days}
        onChange={(event) => onChange({ ...verdict, days: Number(event.target.value) })}
      >
        {dues.slice(0, longest).map((due, index) => (
          <option key={due} value={index + 1}>
            {t("supplyDay", { n: index + 1, day: format.day(due) })}
          </option>
        ))}
      </select>
      <p className="caption muted">{t("supplyMeans")}</p>
    </fieldset>
  );
}
