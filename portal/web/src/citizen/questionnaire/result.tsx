import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import MinusCircleOutlined from "@ant-design/icons/es/icons/MinusCircleOutlined";
import PrinterOutlined from "@ant-design/icons/es/icons/PrinterOutlined";
import type { Situation } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { questionnaireTexts } from "./texts.ts";

/** What these answers lead to: approvals, documents, and what is skipped with its reason. */
export function ResultCard({ situation, heading = true }: { situation: Situation; heading?: boolean }) {
  const t = useText(questionnaireTexts);
  const s = useServerText();
  const required = situation.materials.filter((material) => material.need === "required");
  const found = required.filter((material) => material.found).length;
  return (
    <section className="card result-card" aria-live="polite">
      {heading ? <h2>{t("need", { items: situation.items.length, docs: required.length })}</h2> : null}
      {situation.outside !== null ? (
        <p>
          <strong>{t("outside")}</strong>
          <br />
          {s(situation.outside)}
        </p>
      ) : null}
      <ul>
        {situation.items.map((item) => (
          <li key={item.id}>
            <CheckCircleFilled aria-hidden />
            <span>
              <strong>{s(item.name)}</strong>
              <small>
                {s(item.department.name)}
                {s(item.reason) !== "" ? ` · ${s(item.reason)}` : ""}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {required.length > 0 ? (
        <p className="caption muted">
          {t("found", { docs: required.length, found, own: required.length - found })}
        </p>
      ) : null}
      {situation.skipped.length > 0 ? (
        <div className="part">
          <h3>{t("skipped", { n: situation.skipped.length })}</h3>
          <ul>
            {situation.skipped.map((item) => (
              <li key={item.id} className="skipped">
                <MinusCircleOutlined aria-hidden />
                <span>
                  {s(item.name)}
                  <small>{s(item.reason)}</small>
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="part no-print">
        <button type="button" className="link-button" onClick={() => window.print()}>
          <PrinterOutlined aria-hidden /> {t("print")}
        </button>
      </div>
    </section>
  );
}
