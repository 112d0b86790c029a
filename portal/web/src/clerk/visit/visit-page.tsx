/** A joint site visit: who asks, the appointment, the record with photos, the signatures. Used on the phone, on the spot. */
import type { VisitPage as Visit } from "@onewindow/server/api";
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
import { Chip } from "../../shared/ui/chip.tsx";
import { AppointmentForm } from "./appointment-form.tsx";
import { PhotoPane } from "./photo-pane.tsx";
import { ReasonDialog } from "../reason-dialog.tsx";
import { RecordForm } from "./record-form.tsx";
import { visitTexts } from "./texts.ts";
import { useVisitAct } from "./use-visit-act.ts";
import "./visit.css";

const tones = { gathering: "orange", appointed: "blue", done: "green", cancelled: "line" } as const;

function Asked({ visit }: { visit: Visit }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <section className="visit-card">
      <h2>{t("who")}</h2>
      <ul className="visit-list">
        {visit.items.map((item) => (
          <li key={item.caseItemId}>
            <b>{s(item.name)}</b> {s(item.department.name)}
            <br />
            {item.purpose}
            <br />
            <span className="caption muted">
              {item.over ? t("over") : item.due === null ? "" : t("due", { date: format.day(item.due) })}
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">{visit.departments.map((one) => s(one.name)).join(t("joiner"))}</p>
    </section>
  );
}

function Appointment({ visit }: { visit: Visit }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const [changing, setChanging] = useState(false);
  const [keeping, setKeeping] = useState<string | null>(null);
  const keep = useVisitAct(visit.id, t("keep"), (reason: string) =>
    api.post<Visit>(`/visits/${visit.id}/moves/${keeping}/keep`, { reason }),
  );
  const made = visit.appointment;
  const open = visit.moves.find((move) => move.answer === null);
  return (
    <section className="visit-card">
      <h2>{t("appointment")}</h2>
      {made === null ? null : (
        <>
          <p className="visit-when">
            {s(made.when)}–{made.to}
          </p>
          <p>{made.place}</p>
          <p>
            {t("comes", {
              names: made.inspectors
                .map((one) => `${one.name}（${s(one.department.name)}）`)
                .join(t("joiner")),
            })}
          </p>
          {made.prepare === "" ? null : <p>{t("toPrepare", { what: made.prepare })}</p>}
        </>
      )}
      {visit.moves.map((move) => (
        <p key={move.id} className={move.answer === null ? "wb-blocked visit-move" : "caption muted"}>
          {t("moveAsked", { wanted: move.wanted, reason: move.reason })}
          {move.answer === null
            ? ""
            : ` — ${move.answer.moved ? t("moved") : t("kept", { note: move.answer.note })}`}
        </p>
      ))}
      {!visit.can.appoint ? (
        made === null ? (
          <p className="muted">{t("none")}</p>
        ) : null
      ) : made === null || changing ? (
        <AppointmentForm visit={visit} onDone={() => setChanging(false)} />
      ) : (
        <div className="actions">
          <Button onClick={() => setChanging(true)}>{t("change")}</Button>
          {open === undefined ? null : <Button onClick={() => setKeeping(open.id)}>{t("keep")}</Button>}
        </div>
      )}
      {keeping === null ? null : (
        <ReasonDialog
          need={t("needText")}
          most={300}
          title={t("keep")}
          label={t("keepWhy")}
          busy={keep.isPending}
          error={keep.error}
          onClose={() => setKeeping(null)}
          onSend={(reason) => keep.mutate(reason, { onSuccess: () => setKeeping(null) })}
        />
      )}
    </section>
  );
}

function Signatures({ visit }: { visit: Visit }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const format = useFormat();
  const sign = useVisitAct(visit.id, t("signed"), () =>
    api.post<Visit>(`/visits/${visit.id}/sign`, { hash: visit.hash ?? "" }),
  );
  return (
    <section className="visit-card">
      <h2>{t("signatures")}</h2>
      {visit.signatures.length === 0 ? <p className="muted">{t("none")}</p> : null}
      <ul className="visit-list">
        {visit.signatures.map((one) => (
          <li key={one.id}>
            <b>{one.name}</b> {s(one.department.name)}{" "}
            <span className="caption muted">{format.dayTime(one.at)}</span>
          </li>
        ))}
      </ul>
      {visit.record !== null && visit.unsigned.length > 0 ? (
        <p>{t("waits", { names: visit.unsigned.join(t("joiner")) })}</p>
      ) : null}
      {sign.error === null ? null : (
        <p className="wb-error" role="alert">
          {sign.error.message}
        </p>
      )}
      {visit.can.sign ? (
        <Button
          type="primary"
          size="large"
          className="visit-sign"
          loading={sign.isPending}
          onClick={() => sign.mutate(undefined)}
        >
          {t("sign")}
        </Button>
      ) : null}
      {visit.documentId === null ? null : (
        <p>
          <a href={apiUrl(`/documents/${visit.documentId}/pdf`)} target="_blank" rel="noreferrer">
            {t("document")}
          </a>
        </p>
      )}
    </section>
  );
}

function OpenVisit({ visit }: { visit: Visit }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const [ending, setEnding] = useState(false);
  const cancel = useVisitAct(visit.id, t("callOff"), (reason: string) =>
    api.post<Visit>(
      `/visits/${visit.id}/cancel`,
      { reason },
      { headers: { "If-Match": `"${visit.version}"` } },
    ),
  );
  return (
    <div className="visit">
      <header>
        <PageTitle title={t("title", { name: s(visit.title) })}>
          {t("title", { name: s(visit.title) })} <Chip tone={tones[visit.state]}>{s(visit.stateLabel)}</Chip>
        </PageTitle>
        <p>
          <span className="muted">{t("number")}</span> <b className="tnum">{groupCaseNumber(visit.caseNo)}</b>{" "}
          {s(visit.applicant)}
        </p>
        {visit.cancelled === null ? null : <p>{t("cancelledWhy", { reason: visit.cancelled })}</p>}
      </header>
      <div className="visit-grid">
        <Asked visit={visit} />
        <Appointment visit={visit} />
        <section className="visit-card">
          <h2>{t("record")}</h2>
          {visit.can.record || visit.record !== null ? (
            <RecordForm key={visit.state} visit={visit} />
          ) : (
            <p className="muted">{t("notYet")}</p>
          )}
        </section>
        <PhotoPane visit={visit} />
        <Signatures visit={visit} />
      </div>
      {visit.can.cancel ? (
        <p>
          <Button danger onClick={() => setEnding(true)}>
            {t("callOff")}
          </Button>
        </p>
      ) : null}
      {ending ? (
        <ReasonDialog
          need={t("needText")}
          most={300}
          title={t("callOff")}
          label={t("callOffWhy")}
          busy={cancel.isPending}
          error={cancel.error}
          onClose={() => setEnding(false)}
          onSend={(reason) => cancel.mutate(reason, { onSuccess: () => setEnding(false) })}
        />
      ) : null}
    </div>
  );
}

export function VisitPage() {
  const { id = "" } = useParams();
  const query = useQuery({
    queryKey: ["visit", id],
    queryFn: ({ signal }) => api.get<Visit>(`/visits/${id}`, { signal }),
  });
  return <Async query={query}>{(visit) => <OpenVisit visit={visit} />}</Async>;
}
