import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import RightOutlined from "@ant-design/icons/es/icons/RightOutlined";
import type { Home } from "@onewindow/server/api";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { homeTexts } from "./texts.ts";

/** What waits for the person: frame, icon and words; the date beside it. */
export function NeedsYou({ home }: { home: Home }) {
  const t = useText(homeTexts);
  const s = useServerText();
  const format = useFormat();
  const count = home.needsYou ?? 0;
  if (count === 0) {
    return (
      <section className="needs-you calm">
        <h2>
          <CheckCircleFilled aria-hidden />
          {t("nothing")}
        </h2>
        <p className="caption muted">{t("nothingMore")}</p>
      </section>
    );
  }
  return (
    <section className="needs-you">
      <h2>
        <ExclamationCircleFilled aria-hidden />
        {t("needsYou", { n: count })}
      </h2>
      <ul>
        {home.attention.map((entry) => (
          <li key={`${entry.no}${entry.href}`}>
            <AppLink to={entry.href} className="needs-row">
              <span>
                <strong>{s(entry.what)}</strong>
                <span className="caption muted tnum">
                  {s(entry.title)} · {groupCaseNumber(entry.no)}
                </span>
              </span>
              <span className="when caption">
                {entry.due !== null ? t("before", { date: format.due(entry.due) }) : null}
              </span>
              <RightOutlined aria-hidden />
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
