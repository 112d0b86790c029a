import type { WithdrawalPage } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { withdrawTexts } from "./texts.ts";

/** The items to choose from: what cannot be withdrawn says why; what falls with a choice is named before it is sent. */
export function WithdrawItems({
  page,
  chosen,
  wrong,
  onChoose,
}: {
  page: WithdrawalPage;
  chosen: ReadonlySet<string>;
  wrong: string | undefined;
  onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const t = useText(withdrawTexts);
  const s = useServerText();
  const nameOf = (id: string): string => s(page.items.find((item) => item.caseItemId === id)?.name);
  const falling = [
    ...new Set(page.items.filter((item) => chosen.has(item.caseItemId)).flatMap((item) => item.dependants)),
  ].filter((id) => !chosen.has(id));
  return (
    <>
      <fieldset className="card check-part">
        <legend className="withdraw-legend">
          <h2>{t("which")}</h2>
        </legend>
        {wrong !== undefined ? <p className="withdraw-wrong">{wrong}</p> : null}
        {page.items.map((item) => {
          const id = `item-${item.caseItemId}`;
          return (
            <label key={item.caseItemId} className={`option-card${item.bar === null ? "" : " locked"}`}>
              <input
                id={id}
                type="checkbox"
                checked={chosen.has(item.caseItemId)}
                disabled={item.bar !== null}
                aria-describedby={`${id}-note`}
                onChange={(event) => {
                  const next = new Set(chosen);
                  if (event.target.checked) next.add(item.caseItemId);
                  else next.delete(item.caseItemId);
                  onChoose(next);
                }}
              />
              <span>
                <strong>
                  {s(item.name)} <Chip tone={item.tone}>{s(item.statusLabel)}</Chip>
                </strong>
                <small id={`${id}-note`}>
                  {s(item.department.name)}
                  {item.bar !== null ? ` · ${s(item.bar)}` : ""}
                  {item.dependants.length > 0
                    ? ` · ${t("falls", { names: item.dependants.map(nameOf).join(t("joiner")) })}`
                    : ""}
                </small>
              </span>
            </label>
          );
        })}
      </fieldset>
      <div aria-live="polite">
        {falling.length > 0 ? (
          <section className="blockers">
            <strong>{t("fallsTitle", { n: falling.length })}</strong>
            <p>{t("fallsLead")}</p>
            <ul>
              {falling.map((id) => (
                <li key={id}>{nameOf(id)}</li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </>
  );
}
