/** C13: only what the notice lists is open; saved as it is typed, handed in whole or part by part, a receipt each time. */
import type { CorrectionPage as Page } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { SaveStateLine } from "../../shared/autosave/save-state.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ErrorSummary } from "../../shared/ui/error-summary.tsx";
import { LightMark } from "../../shared/ui/light.tsx";
import "../materials/materials.css";
import "./correction.css";
import { PointCard, PointDiff } from "./point.tsx";
import { correctionTexts } from "./texts.ts";
import { correctionKey, useCorrection } from "./use-correction.ts";

const isOpen = (point: Page["points"][number]): boolean => point.state === "open" || point.state === "saved";

function Rail({ page }: { page: Page }) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <aside className="stack no-print">
      <section className="card">
        <h2 className="aside-title">{t("rail")}</h2>
        <p>
          <b>{t("by", { date: format.due(page.due) })}</b>
        </p>
        {page.light === null || page.state !== "open" ? null : (
          <p>
            <LightMark light={page.light} />
          </p>
        )}
        {page.documentId === null ? null : (
          <p>
            <a href={apiUrl(`/documents/${page.documentId}/pdf`)} target="_blank" rel="noreferrer">
              {t("notice")}
            </a>
          </p>
        )}
      </section>
      <section className="card">
        <h2 className="aside-title">{t("items")}</h2>
        <ul className="stack">
          {page.items.map((item) => (
            <li key={item.caseItemId}>
              {s(item.name)}{" "}
              <Chip
                tone={item.status === "SUPPLEMENT" ? "orange" : item.status === "LAPSED" ? "line" : "blue"}
              >
                {s(item.statusLabel)}
              </Chip>
              <br />
              <span className="caption muted">{s(item.department.name)}</span>
            </li>
          ))}
        </ul>
      </section>
      {page.receipts.length === 0 ? null : (
        <section className="card">
          <h2 className="aside-title">{t("receipts")}</h2>
          <ul className="stack">
            {page.receipts.map((receipt) => (
              <li key={receipt.at}>
                {t("receiptLine", { at: format.dayTime(receipt.at), n: receipt.points })}
                {receipt.documentId === null ? null : (
                  <>
                    <br />
                    <a href={apiUrl(`/documents/${receipt.documentId}/pdf`)} target="_blank" rel="noreferrer">
                      {t("receipt")}
                    </a>
                  </>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

function Correction({ page }: { page: Page }) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const format = useFormat();
  const work = useCorrection(page);
  const [left, setLeft] = useState<Record<string, boolean>>({});
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState("");
  const [attempt, setAttempt] = useState(0);
  const open = page.points.filter(isOpen);
  const hasAnswer = (point: Page["points"][number]): boolean =>
    point.state === "saved" || work.noteOf(point.id, point.note).trim() !== "";
  const chosen = open.filter((point) => left[point.id] ?? hasAnswer(point));
  const errors = page.points.flatMap((point) => {
    const text = work.errorOf(point.id);
    return text === null ? [] : [{ target: `point-${point.id}`, text }];
  });
  const complete = page.items.filter((item) => {
    const own = page.points.filter((point) => point.caseItemId === item.caseItemId);
    return (
      own.some(isOpen) && own.every((point) => !isOpen(point) || chosen.some((one) => one.id === point.id))
    );
  });
  const ask = async (): Promise<void> => {
    await work.autosave.flush();
    setWhy(chosen.length === 0 ? t("nothing") : "");
    if (chosen.length > 0) setAsking(true);
  };
  return (
    <>
      <Crumbs
        trail={[
          { name: t("cases"), to: "/cases" },
          { name: s(page.title), to: `/cases/${page.no}` },
          { name: t("short") },
        ]}
      />
      <PageTitle title={t("title", { n: page.n })}>{t("title", { n: page.n })}</PageTitle>
      {page.state === "open" ? (
        <p className="correction-count">
          <strong>
            {t("left", { n: open.length })} {t("ofAll", { n: page.points.length })}
          </strong>
          <span>{t("by", { date: format.due(page.due) })}</span>
        </p>
      ) : (
        <p className="needs-banner" role="status">
          {t(`state_${page.state}`)}
        </p>
      )}
      <p>{t("once", { n: page.points.length })}</p>
      {page.state === "open" ? <p className="muted">{t("onlyThese")}</p> : null}
      {page.firstN === null ? null : (
        <p>
          {t("second", { n: page.firstN })}{" "}
          <AppLink to={`/cases/${page.no}/corrections/${page.firstN}`}>
            {t("seeFirst", { n: page.firstN })}
          </AppLink>
        </p>
      )}
      <ErrorSummary errors={errors} attempt={attempt} />
      <div className="two-columns">
        <div>
          <div className="correction-points">
            {page.points.map((point, index) => (
              <PointCard
                key={point.id + (isOpen(point) ? "" : "-closed")}
                index={index}
                point={point}
                base={work.base}
                note={work.noteOf(point.id, point.note)}
                error={work.errorOf(point.id)}
                chosen={chosen.some((one) => one.id === point.id)}
                onChoose={(on) => setLeft({ ...left, [point.id]: on })}
                onValue={work.setValue}
                onNote={(note) => work.setNote(point.id, note)}
                onSlot={work.reload}
              />
            ))}
          </div>
          {page.signers.length === 0 ? null : (
            <p className="form-note" role="status">
              {t(page.signers.every((signer) => signer.signed) ? "signersDone" : "signersNeeded", {
                names: page.signers.map((signer) => s(signer.name)).join(t("joiner")),
              })}{" "}
              <AppLink to={`/cases/${page.no}/corrections/${page.n}/signatures`}>{t("toSignatures")}</AppLink>
            </p>
          )}
          <div className="correction-actions">
            <ButtonLink size="large" to={`/cases/${page.no}`}>
              {t("back")}
            </ButtonLink>
            {page.state === "open" ? (
              <Button type="primary" size="large" loading={work.handIn.isPending} onClick={() => void ask()}>
                {t("handIn", { n: chosen.length })}
              </Button>
            ) : null}
            <span role="status">
              {why !== "" ? (
                <b className="slot-error">{why}</b>
              ) : work.handIn.error !== null ? (
                <b className="slot-error">{work.handIn.error.message}</b>
              ) : page.state === "open" ? (
                <SaveStateLine autosave={work.autosave} />
              ) : null}
            </span>
          </div>
        </div>
        <Rail page={page} />
      </div>
      {asking ? (
        <Dialog title={t("handInTitle", { n: chosen.length })} onClose={() => setAsking(false)}>
          {chosen.map((point) => (
            <section key={point.id} className="correction-point">
              <h3>{s(point.label)}</h3>
              <PointDiff point={point} />
              {work.noteOf(point.id, point.note) === "" ? null : <p>{work.noteOf(point.id, point.note)}</p>}
            </section>
          ))}
          <p>
            <b>{t("handInNote")}</b>
          </p>
          {complete.map((item) => (
            <p key={item.caseItemId}>{t("completes", { item: s(item.name) })}</p>
          ))}
          {open.length > chosen.length ? (
            <p>{t("restOpen", { n: open.length - chosen.length, date: format.due(page.due) })}</p>
          ) : null}
          <div className="actions">
            <Button
              type="primary"
              onClick={() => {
                setAsking(false);
                work.handIn.mutate(
                  chosen.map((point) => point.id),
                  {
                    onSuccess: (done) => {
                      setLeft({});
                      announce(t("done", { n: done.points.length }));
                    },
                    onError: () => setAttempt(attempt + 1),
                  },
                );
              }}
            >
              {t("handInVerb")}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("cancel")}</Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

export function CorrectionPage() {
  const { no = "", n = "" } = useParams();
  const query = useQuery({
    queryKey: correctionKey(no, n),
    queryFn: () => api.get<Page>(`/cases/${no}/corrections/${n}`),
  });
  return <Async query={query}>{(page) => <Correction key={page.no + String(page.n)} page={page} />}</Async>;
}
