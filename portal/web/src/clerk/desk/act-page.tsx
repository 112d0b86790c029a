/** One act of delivery: what is handed over or in the post, to whom, the record and its signature. */
import type { DeliveryAct } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { PostPane } from "./post-pane.tsx";
import { ReceiverForm } from "./receiver-form.tsx";
import { RecordPane, SignPane } from "./sign-pane.tsx";
import { deskTexts } from "./texts.ts";
import { ifMatch, useDeliveryAct } from "./use-delivery-act.ts";
import "./desk.css";

const tones = { open: "blue", signed: "green", returned: "orange", cancelled: "line" } as const;

function What({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const s = useServerText();
  return (
    <section className="desk-card">
      <h2>{t("what")}</h2>
      <ul className="desk-list">
        {act.items.map((item) => (
          <li key={item.caseItemId}>
            <b>{s(item.item)}</b> <span className="tnum muted">{groupCaseNumber(item.caseNo)}</span>
            {act.state === "signed" && item.served ? ` · ${t("served")}` : ""}
            {item.papers.map((paper) => (
              <div key={paper.number}>
                {s(paper.name)} {paper.number}
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signed({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const format = useFormat();
  const finish = useDeliveryAct(act.id, t("signed", { n: act.items.length }), () =>
    act.way === "post"
      ? api.post<DeliveryAct>(
          `/deliveries/${act.id}/arrived`,
          { on: act.signature?.on ?? "", name: act.signature?.name ?? "", relation: "self" },
          ifMatch(act),
        )
      : api.post<DeliveryAct>(
          `/deliveries/${act.id}/sign`,
          { how: "screen", read: true, name: "", hash: "" },
          ifMatch(act),
        ),
  );
  const { signature } = act;
  if (signature === null) return null;
  return (
    <section className="desk-card">
      <h2>{t("sign")}</h2>
      <p>
        {t("signedLine", {
          name: signature.name,
          day: format.day(signature.on),
          how: t(`how_${signature.how}`),
          by: signature.by,
        })}
      </p>
      {act.items.every((item) => item.served) ? null : (
        <>
          <p className="wb-blocked">{t("unfinished")}</p>
          <div className="actions">
            <Button type="primary" loading={finish.isPending} onClick={() => finish.mutate(undefined)}>
              {t("finish")}
            </Button>
          </div>
        </>
      )}
      {finish.error === null ? null : (
        <p className="wb-error" role="alert">
          {finish.error.message}
        </p>
      )}
      {act.documentId === null ? (
        <p className="muted">{t("pdfSoon")}</p>
      ) : (
        <p>
          <a href={apiUrl(`/documents/${act.documentId}/pdf`)} target="_blank" rel="noreferrer">
            {t("pdf")}
          </a>
        </p>
      )}
    </section>
  );
}

function TakeBack({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const [asking, setAsking] = useState(false);
  const posted = act.way === "post";
  const send = useDeliveryAct(act.id, t("tookBack"), (reason: string) =>
    api.post<DeliveryAct>(`/deliveries/${act.id}/cancel`, { reason }),
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{posted ? t("takeBackPost") : t("takeBack")}</Button>
      {asking ? (
        <ReasonDialog
          title={posted ? t("takeBackPost") : t("takeBack")}
          note={posted ? t("takeBackPostNote") : t("takeBackNote")}
          label={posted ? t("reason") : t("takeBackLabel")}
          least={posted ? 1 : 0}
          most={300}
          busy={send.isPending}
          error={send.error}
          onClose={() => setAsking(false)}
          onSend={(reason) => send.mutate(reason, { onSuccess: () => setAsking(false) })}
        />
      ) : null}
    </>
  );
}

function Act({ act }: { act: DeliveryAct }) {
  const t = useText(deskTexts);
  const s = useServerText();
  const format = useFormat();
  const open = act.state === "open";
  const { ended } = act;
  return (
    <div className="desk desk-pad">
      <PageTitle title={`${t("actTitle")} ${s(act.applicant)}`}>
        {t("actTitle")} {s(act.applicant)} <Chip tone={tones[act.state]}>{t(`state_${act.state}`)}</Chip>
      </PageTitle>
      {ended === null ? null : (
        <p className="wb-blocked">
          {ended.next === null
            ? t("cancelledLine", { day: format.day(ended.on), reason: ended.reason })
            : t("returnedLine", {
                day: format.day(ended.on),
                reason: ended.reason,
                next: t(`next_${ended.next}`),
              })}
        </p>
      )}
      <div className="desk-grid">
        <div className="desk-column">
          <What act={act} />
          {open && act.way === "window" ? <ReceiverForm act={act} /> : null}
          <PostPane act={act} />
          <Signed act={act} />
        </div>
        {act.way === "window" && open ? (
          <div className="desk-column">
            {act.hash === null ? (
              <section className="desk-card">
                <h2>{t("record")}</h2>
                <p className="muted">{t("recordNeeds")}</p>
              </section>
            ) : (
              <>
                <RecordPane act={act} />
                <SignPane key={act.hash} act={act} />
              </>
            )}
          </div>
        ) : null}
      </div>
      <div className="actions">
        <ButtonLink to={`/w/desk?way=${act.way}`}>{t("back")}</ButtonLink>
        {open ? <TakeBack act={act} /> : null}
      </div>
    </div>
  );
}

export function DeliveryActPage() {
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["delivery-act", id],
    queryFn: ({ signal }) => api.get<DeliveryAct>(`/deliveries/${id}`, { signal }),
  });
  return <Async query={query}>{(act) => <Act act={act} />}</Async>;
}
