import { Button } from "antd";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { caseFileTexts } from "./texts.ts";
import { usePrint } from "./use-print.ts";

/** The whole file as one PDF, made while one waits or goes on reading. */
export function PrintCard({ no }: { no: string }) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const { now, start, stop } = usePrint(no);
  return (
    <section className="card">
      <h2>{t("print")}</h2>
      <p className="caption muted">{t("printNote")}</p>
      <div className="actions">
        {now.state === "running" ? (
          <Button onClick={stop}>{t("printStop")}</Button>
        ) : (
          <Button onClick={start}>{t("printStart")}</Button>
        )}
        {now.state === "done" ? (
          <a href={now.href} target="_blank" rel="noreferrer" className="cf-printed">
            {t("printed", { n: now.pages })}
          </a>
        ) : null}
      </div>
      {now.state === "running" ? (
        <progress
          {...(now.total > 0 ? { value: now.done, max: now.total } : {})}
          aria-label={t("printing")}
        />
      ) : null}
      <p role="status" className="caption">
        {now.state === "running"
          ? `${now.step === null ? t("printing") : s(now.step)}${now.total > 1 ? ` ${now.done} / ${now.total}` : ""}`
          : now.state === "failed"
            ? t("printFailed")
            : now.state === "stopped"
              ? t("printStopped")
              : ""}
      </p>
    </section>
  );
}
