import type { CaseProgress } from "@onewindow/server/api";
import type { KeyboardEvent, ReactNode } from "react";
import { useSearchParams } from "react-router";
import { apiUrl } from "../../shared/api/client.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { ReviewRows } from "../check/review-rows.tsx";
import "../materials/materials.css";
import { SlotState } from "../materials/slot-row.tsx";
import { progressTexts } from "./texts.ts";

const TABS = ["happened", "documents", "answers", "messages"] as const;
type Tab = (typeof TABS)[number];

function DocumentLink({ id, name }: { id: string; name: string }) {
  const t = useText(progressTexts);
  return (
    <a href={apiUrl(`/documents/${id}/pdf`)} target="_blank" rel="noreferrer">
      {t("openDocument")}
      <span className="visually-hidden"> {name}</span>
    </a>
  );
}

function Happened({ progress }: { progress: CaseProgress }) {
  const s = useServerText();
  const format = useFormat();
  return (
    <ol className="timeline">
      {progress.timeline.map((entry) => (
        <li key={entry.id}>
          <time dateTime={entry.at}>{format.dayTime(entry.at)}</time>
          <div>
            {s(entry.text)}
            <p className="caption muted">{s(entry.by)}</p>
          </div>
          {entry.documentId !== null ? <DocumentLink id={entry.documentId} name={s(entry.text)} /> : <span />}
        </li>
      ))}
    </ol>
  );
}

function Documents({ progress }: { progress: CaseProgress }) {
  const t = useText(progressTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <h3 style={{ marginTop: "1rem" }}>{t("issued")}</h3>
      {progress.documents.length === 0 ? <p className="muted">{t("noDocuments")}</p> : null}
      <ul className="timeline">
        {progress.documents.map((document) => (
          <li key={document.id}>
            <time dateTime={document.issuedAt}>{format.dayTime(document.issuedAt)}</time>
            <div>
              {s(document.title)}
              <p className="caption muted">
                {document.number} · {s(document.by)}
              </p>
            </div>
            <span>
              <DocumentLink id={document.id} name={s(document.title)} />
              {document.licenceId !== null ? (
                <>
                  {" "}
                  <AppLink to={`/licences/${document.licenceId}`}>{t("licence")}</AppLink>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      <h3 style={{ marginTop: "1.5rem" }}>{t("materials")}</h3>
      <dl className="review-rows">
        {progress.materials.map((slot) => (
          <div key={slot.id}>
            <dt>{s(slot.name)}</dt>
            <dd className="value">
              <SlotState slot={slot} />
              {slot.files.map((file) => (
                <a key={file.id} href={apiUrl(`/files/${file.id}`)} target="_blank" rel="noreferrer">
                  {file.name}
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Messages({ progress }: { progress: CaseProgress }) {
  const t = useText(progressTexts);
  const s = useServerText();
  const format = useFormat();
  if (progress.messages.length === 0) return <p style={{ marginTop: "1rem" }}>{t("noMessages")}</p>;
  return (
    <ol className="timeline">
      {progress.messages.map((message) => (
        <li key={message.id}>
          <time dateTime={message.at}>{format.dayTime(message.at)}</time>
          <div>
            <strong>{s(message.title)}</strong>
            <p>{s(message.body)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Answers({ progress }: { progress: CaseProgress }) {
  const s = useServerText();
  return progress.answers.map((part) => (
    <section key={part.id} style={{ marginTop: "1rem" }}>
      <h3>{s(part.name)}</h3>
      <ReviewRows rows={part.rows} />
    </section>
  ));
}

/** Tabs by arrow keys; the open one stands in the address. */
export function CaseTabs({ progress }: { progress: CaseProgress }) {
  const t = useText(progressTexts);
  const [params, setParams] = useSearchParams();
  const open: Tab = TABS.find((tab) => tab === params.get("tab")) ?? "happened";
  const choose = (tab: Tab): void => {
    setParams(tab === "happened" ? {} : { tab }, {
      replace: true,
      state: { keepFocus: true },
      preventScrollReset: true,
    });
  };
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = TABS[(TABS.indexOf(open) + step + TABS.length) % TABS.length] ?? "happened";
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  const label: Record<Tab, string> = {
    happened: t("happened"),
    documents: t("documents", { n: progress.documents.length + progress.materials.length }),
    answers: t("answers"),
    messages: t("messages", { n: progress.messages.length }),
  };
  const panel: Record<Tab, () => ReactNode> = {
    happened: () => <Happened progress={progress} />,
    documents: () => <Documents progress={progress} />,
    answers: () => <Answers progress={progress} />,
    messages: () => <Messages progress={progress} />,
  };
  return (
    <>
      <div className="case-tabs" role="tablist" aria-label={t("tabs")} onKeyDown={keys}>
        {TABS.map((tab) => (
          <button
            key={tab}
            id={`tab-${tab}`}
            type="button"
            role="tab"
            aria-selected={tab === open}
            aria-controls="case-panel"
            tabIndex={tab === open ? 0 : -1}
            onClick={() => choose(tab)}
          >
            {label[tab]}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="case-panel" aria-labelledby={`tab-${open}`}>
        {panel[open]()}
      </div>
    </>
  );
}
