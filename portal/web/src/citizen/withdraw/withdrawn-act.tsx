import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import type { WithdrawalPage } from "@onewindow/server/api";
import { Button } from "antd";
import { apiUrl } from "../../shared/api/client.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { withdrawTexts } from "./texts.ts";

/** One withdrawal that was made: what, when, why, its receipt, and the way back. */
export function WithdrawnAct({
  act,
  fresh,
  again,
  onAgain,
}: {
  act: WithdrawalPage["made"][number];
  /** Made just now, on this page. */
  fresh: boolean;
  again: boolean;
  onAgain: () => void;
}) {
  const t = useText(withdrawTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <section className="card check-part withdrawn-act">
      <h2>
        {fresh ? <CheckCircleFilled className="dot-icon success" aria-hidden /> : null}{" "}
        {t("doneNames", { names: act.items.map((name) => s(name)).join(t("joiner")) })}
      </h2>
      <p className="muted">{t("doneAt", { at: format.dateTime(act.at), reason: act.reason })}</p>
      <div className="withdraw-actions" aria-live="polite">
        {act.documentId !== null ? (
          <Button href={apiUrl(`/documents/${act.documentId}/pdf`)} target="_blank">
            {t("receipt")}
          </Button>
        ) : (
          <p className="caption muted">{t("receiptSoon")}</p>
        )}
        <Button loading={again} onClick={onAgain}>
          {t("again")}
        </Button>
      </div>
    </section>
  );
}
