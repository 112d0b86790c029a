import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import type { Receipt } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { CopyButton } from "../../shared/ui/copy-button.tsx";
import "./receipt.css";
import { receiptTexts } from "./texts.ts";

function Number({ receipt }: { receipt: Receipt }) {
  const t = useText(receiptTexts);
  const number = useRef<HTMLParagraphElement>(null);
  useEffect(() => number.current?.focus(), []);
  return (
    <p
      ref={number}
      tabIndex={-1}
      className="receipt-number"
      aria-label={t("numberSpoken", { no: groupCaseNumber(receipt.no) })}
      role="group"
    >
      {groupCaseNumber(receipt.no)}
      <span className="caption">
        <CopyButton value={receipt.no} what={t("number")} withWord />
      </span>
    </p>
  );
}

/** C10: the number first, then what happens next, when and at whose desk. */
export function ReceiptPage() {
  const t = useText(receiptTexts);
  const s = useServerText();
  const format = useFormat();
  const { no = "" } = useParams();
  const query = useQuery({
    queryKey: ["receipt", no],
    queryFn: () => api.get<Receipt>(`/cases/${no}/receipt`),
    // The receipt's PDF is made a moment after the submission.
    refetchInterval: ({ state }) =>
      state.data?.documentId === null && state.dataUpdateCount < 20 ? 2000 : false,
  });
  return (
    <Async query={query}>
      {(receipt) => (
        <>
          <Crumbs
            trail={[
              { name: t("cases"), to: "/cases" },
              { name: s(receipt.packageName), to: `/cases/${receipt.no}` },
              { name: t("title") },
            ]}
          />
          <div className="two-columns">
            <div>
              <PageTitle title={t("received")}>
                <CheckCircleFilled className="dot-icon success" aria-hidden /> {t("received")}
              </PageTitle>
              <p className="muted" style={{ margin: "0.25rem 0 1.5rem" }}>
                {s(receipt.applicant)} ·{" "}
                {t("receivedAt", { name: s(receipt.packageName), at: format.dateTime(receipt.receivedAt) })}
              </p>
              <section className="card receipt-card">
                <div>
                  <p className="caption muted">{t("number")}</p>
                  <Number receipt={receipt} />
                  <dl>
                    <dt className="caption muted">{t("queryCode")}</dt>
                    <dd className="tnum">
                      <strong>{receipt.queryCode}</strong>{" "}
                      <CopyButton value={receipt.queryCode} what={t("queryCode")} />
                    </dd>
                    <dd className="caption muted">{t("queryCodeHint")}</dd>
                  </dl>
                </div>
                {receipt.qr !== "" ? <img src={receipt.qr} alt={t("qr")} /> : null}
              </section>
              <h2 className="section-title">{t("next")}</h2>
              <ol className="card flush next-list">
                {receipt.next.map((step) => (
                  <li key={step.what.zh}>
                    <strong className="tnum">
                      {step.date !== null ? t("before", { date: format.due(step.date) }) : ""}
                    </strong>
                    <div>
                      {s(step.what)}
                      <p className="caption muted">{s(step.holder)}</p>
                    </div>
                  </li>
                ))}
              </ol>
              <div className="receipt-actions no-print">
                <ButtonLink type="primary" to={`/cases/${receipt.no}`}>
                  {t("progress")}
                </ButtonLink>
                {receipt.documentId !== null ? (
                  <Button href={apiUrl(`/documents/${receipt.documentId}/pdf`)} target="_blank">
                    {t("pdf")}
                  </Button>
                ) : null}
                <Button onClick={() => window.print()}>{t("print")}</Button>
              </div>
            </div>
          </div>
        </>
      )}
    </Async>
  );
}
