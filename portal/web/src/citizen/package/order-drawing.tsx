import type { PackageDetail } from "@onewindow/server/api";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { orderLevels } from "./order-levels.ts";
import { packageTexts } from "./texts.ts";

function Bus() {
  return (
    <>
      <span className="order-bus start" aria-hidden />
      <span className="order-bus end" aria-hidden />
    </>
  );
}

/** The order as a drawing that is a list: one column a step, results at the end. */
export function OrderDrawing({ detail }: { detail: PackageDetail }) {
  const t = useText(packageTexts);
  const s = useServerText();
  const levels = orderLevels(detail.items);
  return (
    <div
      className="order"
      style={{
        gridTemplateColumns: [...levels.map((level) => (level.length > 1 ? "1.5fr" : "1fr")), "1fr"].join(
          " ",
        ),
      }}
    >
      {levels.map((level, index) => {
        const automatic = level.every((item) => item.legalDays === null && item.promisedDays === null);
        const title = level.length > 1 ? "stepTogether" : automatic ? "stepAuto" : "step";
        return (
          <div key={index} className="order-column">
            <p className="caption muted">{t(title, { n: index + 1 })}</p>
            <ul>
              {level.map((item) => (
                <li key={item.id} className="order-item">
                  <Bus />
                  <div className={`order-box${item.optional ? " optional" : ""}`}>
                    <strong>{s(item.name)}</strong>
                    <span className="caption muted">
                      {s(item.department.name)} ·{" "}
                      {item.condition !== null
                        ? s(item.condition)
                        : item.promisedDays === null || item.promisedDays === 0
                          ? t("immediate")
                          : t("days", { n: item.promisedDays })}
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      <div className="order-column">
        <p className="caption muted">{t("step", { n: levels.length + 1 })}</p>
        <ul>
          <li className="order-item">
            <div className="order-box last">
              <strong>{t("deliver")}</strong>
              <span className="caption muted">{t("deliverHint")}</span>
            </div>
          </li>
        </ul>
      </div>
    </div>
  );
}
