import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import ExclamationCircleFilled from "@ant-design/icons/es/icons/ExclamationCircleFilled";
import type { AnswerRequest, SignPage } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { ApiError } from "../../shared/api/errors.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ReviewRows } from "../check/review-rows.tsx";
import { GuestSignForm } from "./guest-form.tsx";
import "./signatures.css";
import { signatureTexts } from "./texts.ts";

function AnswerDialog({
  answer,
  pending,
  error,
  onSend,
  onClose,
}: {
  answer: AnswerRequest["answer"];
  pending: boolean;
  error: Error | null;
  onSend: (reason: string) => void;
  onClose: () => void;
}) {
  const t = useText(signatureTexts);
  const [reason, setReason] = useState("");
  return (
    <Dialog title={t(`${answer}Title`)} onClose={onClose}>
      <form
        className="sign-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend(reason);
        }}
      >
        <label>
          {t(`${answer}Why`)}
          {error === null ? null : <span className="wrong-text">{error.message}</span>}
          <textarea
            rows={4}
            maxLength={500}
            value={reason}
            aria-invalid={error !== null}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <div className="sign-actions">
          <Button type="primary" htmlType="submit" loading={pending}>
            {t("tell")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What became of it so far, above the content. */
function Standing({ page, changed }: { page: SignPage; changed: boolean }) {
  const t = useText(signatureTexts);
  const format = useFormat();
  const reason = page.reason ?? "";
  if (page.status === "signed")
    return (
      <section className="card sign-verdict" role="status">
        <h2>
          <CheckCircleFilled className="dot-icon success" aria-hidden /> {t("done")}
        </h2>
        <p>{t("doneBody", { at: format.dayTime(page.signedAt ?? ""), n: page.contentVersion })}</p>
      </section>
    );
  const words =
    page.status === "declined"
      ? t("declinedBody", { reason })
      : page.status === "disputed"
        ? t("disputedBody", { reason })
        : page.status === "void"
          ? t("voidNote")
          : changed
            ? t("changedNote")
            : null;
  return words === null ? null : (
    <section className="card sign-verdict bad" role="status">
      <p>
        <ExclamationCircleFilled className="dot-icon error" aria-hidden /> {words}
      </p>
    </section>
  );
}

function Content({ token, page }: { token: string; page: SignPage }) {
  const t = useText(signatureTexts);
  const s = useServerText();
  return (
    <>
      {page.parts.map((part) => (
        <section key={part.id} className="card check-part">
          <h2>{s(part.name)}</h2>
          <ReviewRows rows={part.rows} />
        </section>
      ))}
      {page.materials.length > 0 ? (
        <section className="card">
          <h2>{t("materials")}</h2>
          <ul>
            {page.materials.map((material) => (
              <li key={material.id}>
                {s(material.name)}
                {material.licence ? <span className="caption muted"> {t("licence")}</span> : null}
                {material.files.map((file) => (
                  <p key={file.id}>
                    <a
                      href={apiUrl(`/sign/${token}/files/${file.id}`)}
                      target="_blank"
                      rel="noreferrer"
                      aria-label={t("openFile", { name: file.name })}
                    >
                      {file.name}
                    </a>
                  </p>
                ))}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function GuestSign({ token, page }: { token: string; page: SignPage }) {
  const t = useText(signatureTexts);
  const s = useServerText();
  const format = useFormat();
  const client = useQueryClient();
  const [answer, setAnswer] = useState<AnswerRequest["answer"] | null>(null);
  const [changed, setChanged] = useState(false);
  const took = (next: SignPage): void => {
    setAnswer(null);
    setChanged(false);
    client.setQueryData(["sign", token], next);
    if (next.status === "signed") announce(t("done"));
  };
  const sign = useMutation({
    mutationFn: (name: string) => api.post<SignPage>(`/sign/${token}`, { hash: page.hash, name }),
    onSuccess: took,
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.code !== "content-changed") return;
      setChanged(true);
      await client.invalidateQueries({ queryKey: ["sign", token] });
    },
  });
  const say = useMutation({
    mutationFn: (reason: string) =>
      api.post<SignPage>(`/sign/${token}/answer`, { answer: answer ?? "decline", reason }),
    onSuccess: took,
  });
  const open = page.status === "asked" || page.status === "void" || page.status === "disputed";
  return (
    <div className="guest-sign">
      <div>
        <PageTitle title={t("guestTitle")} />
        <p>{t("guestLead", { applicant: s(page.applicant), title: s(page.title), role: s(page.role) })}</p>
        <p className="muted">{s(page.why)}</p>
        <p className="caption muted">
          {t("askedBy", { name: page.askedBy })} · {t("guestUntil", { until: format.date(page.until ?? "") })}{" "}
          · {t("noAccount")}
        </p>
      </div>
      <Standing page={page} changed={changed} />
      <p>
        <strong>{t("guestVersion", { n: page.contentVersion })}</strong>{" "}
        <span className="caption muted tnum">{t("hash", { hash: page.hash.slice(0, 12) })}</span>
      </p>
      <Content token={token} page={page} />
      <section className="card">
        <h2>{t("youDeclare")}</h2>
        <ul>
          {page.declarations.map((text, index) => (
            <li key={index}>{s(text)}</li>
          ))}
        </ul>
      </section>
      {open ? (
        <GuestSignForm
          key={page.hash}
          expected={page.name}
          pending={sign.isPending}
          error={sign.error instanceof ApiError && sign.error.code === "content-changed" ? null : sign.error}
          onSign={(name) => sign.mutate(name)}
          onAnswer={(kind) => {
            say.reset();
            setAnswer(kind);
          }}
        />
      ) : null}
      {answer === null ? null : (
        <AnswerDialog
          answer={answer}
          pending={say.isPending}
          error={say.error}
          onSend={(reason) => say.mutate(reason)}
          onClose={() => setAnswer(null)}
        />
      )}
    </div>
  );
}

/** C8 for the person asked: their part only, by link, without an account. */
export function GuestSignPage() {
  const t = useText(signatureTexts);
  const { token = "" } = useParams();
  const query = useQuery({
    queryKey: ["sign", token],
    queryFn: () => api.get<SignPage>(`/sign/${encodeURIComponent(token)}`),
    staleTime: 0,
    retry: false,
  });
  // the address is a secret: it goes with no link that is followed from here
  useEffect(() => {
    const meta = document.createElement("meta");
    meta.name = "referrer";
    meta.content = "no-referrer";
    document.head.append(meta);
    return () => meta.remove();
  }, []);
  if (query.error instanceof ApiError && (query.error.status === 404 || query.error.status === 410))
    return (
      <Empty title={t("deadLink")}>
        <p>{query.error.message}</p>
      </Empty>
    );
  return <Async query={query}>{(page) => <GuestSign token={token} page={page} />}</Async>;
}
