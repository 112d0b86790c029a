import type { CaseFile } from "@onewindow/server/api";
import { apiUrl } from "../../shared/api/client.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { Light } from "../../shared/ui/light.tsx";
import { caseFileTexts } from "./texts.ts";

interface PanelProps {
  file: CaseFile;
}

function DocumentLink({ id, name }: { id: string; name: string }) {
  const t = useText(caseFileTexts);
  return (
    <a href={apiUrl(`/documents/${id}/pdf`)} target="_blank" rel="noreferrer">
      {t("openDocument")}
      <span className="visually-hidden"> {name}</span>
    </a>
  );
}

export function TimelinePanel({ file }: PanelProps) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const format = useFormat();
  if (file.timeline.length === 0) return <p className="muted">{t("noTimeline")}</p>;
  return (
    <ol className="cf-timeline">
      {file.timeline.toReversed().map((line) => (
        <li key={line.id} className={line.internal ? "internal" : undefined}>
          <time dateTime={line.at}>{format.dateTime(line.at)}</time>
          <div>
            {s(line.text)} {line.internal ? <Chip tone="line">{t("internal")}</Chip> : null}
            <p className="caption muted">
              {s(line.by)}
              {line.item === null ? "" : ` · ${s(line.item)}`}
            </p>
          </div>
          {line.documentId === null ? null : <DocumentLink id={line.documentId} name={s(line.text)} />}
        </li>
      ))}
    </ol>
  );
}

export function PartsPanel({ file }: PanelProps) {
  const s = useServerText();
  return (
    <ul className="cf-parts">
      {file.lanes.map((lane) => (
        <li key={lane.caseItemId} className="card">
          <h2>
            {s(lane.name)} <Chip tone={lane.tone}>{s(lane.statusLabel)}</Chip>
          </h2>
          <p className="muted">{s(lane.department.name)}</p>
          <p>{s(lane.now)}</p>
          {lane.light === null ? null : <Light light={lane.light} />}
          {lane.reasons === null ? null : <p>{s(lane.reasons)}</p>}
          {lane.remedies === null ? null : <p className="muted">{s(lane.remedies)}</p>}
          {lane.check === null ? null : <p className="muted">{s(lane.check)}</p>}
        </li>
      ))}
    </ul>
  );
}

export function DocumentsPanel({ file }: PanelProps) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <h2>{t("issued")}</h2>
      {file.documents.length === 0 ? <p className="muted">{t("noDocuments")}</p> : null}
      <ul className="cf-timeline">
        {file.documents.map((document) => (
          <li key={document.id}>
            <time dateTime={document.issuedAt}>{format.dateTime(document.issuedAt)}</time>
            <div>
              {s(document.title)}
              <p className="caption muted">
                {document.number} · {s(document.by)}
              </p>
            </div>
            <DocumentLink id={document.id} name={s(document.title)} />
          </li>
        ))}
      </ul>
      <h2>{t("materials")}</h2>
      {file.materials.length === 0 ? <p className="muted">{t("noMaterials")}</p> : null}
      <ul className="cf-timeline">
        {file.materials.map((slot) => (
          <li key={slot.id} className="cf-material">
            <b>{s(slot.name)}</b>
            <div>
              {s(slot.stateLabel)}
              <p className="caption muted">{slot.usedBy.map((use) => s(use.name)).join(" · ")}</p>
            </div>
            <span className="cf-files">
              {slot.files.map((one) => (
                <a key={one.id} href={apiUrl(`/files/${one.id}`)} target="_blank" rel="noreferrer">
                  {one.name}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function MessagesPanel({ file }: PanelProps) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const format = useFormat();
  if (file.messages.length === 0) return <p className="muted">{t("noMessages")}</p>;
  return (
    <ol className="cf-timeline">
      {file.messages.map((message) => (
        <li key={message.id}>
          <time dateTime={message.at}>{format.dateTime(message.at)}</time>
          <div>
            <b>{s(message.title)}</b>
            <p>{s(message.body)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
