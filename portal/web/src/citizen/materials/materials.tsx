import type { Draft, DraftMaterials, MaterialSlot } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { apiUrl } from "../../shared/api/client.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Sheet } from "../../shared/ui/sheet.tsx";
import { FileViewer } from "../../shared/viewer/file-viewer.tsx";
import "../draft/draft.css";
import { PartCrumbs, PartTitle, partHref } from "../draft/part-head.tsx";
import { materialsQuery, useDraft, useSlotChanged } from "../draft/queries.ts";
import { draftTexts } from "../draft/texts.ts";
import "./materials.css";
import { SlotRow } from "./slot-row.tsx";
import type { Shown } from "./slot-row.tsx";
import { splitSlots } from "./slot-rules.ts";
import { materialTexts } from "./texts.ts";

function Counts({ slots }: { slots: MaterialSlot[] }) {
  const t = useText(materialTexts);
  const count = (...states: MaterialSlot["state"][]): number =>
    slots.filter((slot) => states.includes(slot.state)).length;
  const missing = slots.filter((slot) => slot.state === "missing" && slot.need === "required").length;
  const facts = [
    ["countFound", count("found", "reused")],
    ["countUploaded", count("uploaded")],
    ["countMissing", missing],
    ["countWay", count("made-on-the-way", "replaced-by-undertaking", "later")],
  ] as const;
  return (
    <p className="material-counts">
      {facts
        .filter(([, n]) => n > 0)
        .map(([key, n]) => (
          <span key={key}>
            <strong className="tnum">{n}</strong> {t(key)}
          </span>
        ))}
    </p>
  );
}

function ViewerCard({ slots, shown }: { slots: MaterialSlot[]; shown: Shown | null }) {
  const t = useText(materialTexts);
  const s = useServerText();
  const format = useFormat();
  const slot = slots.find((entry) => entry.id === shown?.slotId);
  const file = slot?.files.find((entry) => entry.id === shown?.fileId);
  if (slot === undefined || file === undefined) {
    return (
      <section className="card">
        <p className="caption muted">{t("chooseFile")}</p>
      </section>
    );
  }
  return (
    <section className="card flush viewer-card">
      <h2>{s(slot.name)}</h2>
      <FileViewer
        key={file.id}
        url={apiUrl(`/files/${file.id}`)}
        name={file.name}
        mediaType={file.mediaType}
      />
      <dl className="viewer-facts">
        <dt>{t("uploadedAt")}</dt>
        <dd>{format.dayTime(file.uploadedAt)}</dd>
        <dt>{t("checked")}</dt>
        <dd>{file.scan === "clean" ? t("scanClean") : t("scanNone")}</dd>
        <dt>{t("whoReads")}</dt>
        <dd>{slot.usedBy.map((item) => s(item.name)).join(t("joiner"))}</dd>
      </dl>
    </section>
  );
}

function Materials({ draft, materials }: { draft: Draft; materials: DraftMaterials }) {
  const s = useServerText();
  const t = useText(materialTexts);
  const d = useText(draftTexts);
  const [shown, setShown] = useState<Shown | null>(null);
  const [sheet, setSheet] = useState(false);
  const changed = useSlotChanged(draft.id);
  const show = (next: Shown): void => {
    setShown(next);
    setSheet(matchMedia("(max-width: 1023px)").matches);
  };
  const { hands, found } = splitSlots(materials.slots);
  const required = materials.slots.filter((slot) => slot.need === "required");
  const missing = required.filter((slot) => slot.state === "missing").length;
  const at = draft.parts.findIndex((part) => part.id === "materials");
  const next = draft.parts[at + 1];
  const rows = (slots: MaterialSlot[]) =>
    slots.map((slot) => (
      <SlotRow
        key={slot.id}
        base={`/drafts/${draft.id}`}
        slot={slot}
        shown={shown}
        onShow={show}
        onChanged={changed}
      />
    ));
  return (
    <>
      <PartCrumbs draft={draft} part="materials" />
      <PartTitle draft={draft} part="materials" />
      <p className="muted">{t("lead", { n: required.length })}</p>
      <Counts slots={materials.slots} />
      {draft.barred === null ? null : (
        <p className="card" role="note">
          {s(draft.barred)}
        </p>
      )}
      <div className="materials-columns">
        <div className="stack">
          <section className="card flush slot-card">
            <h2>{hands.length > 0 ? t("hands", { n: hands.length }) : t("nothingLeft")}</h2>
            <ul>{rows(hands)}</ul>
          </section>
          {found.length > 0 ? (
            <section className="card flush slot-card">
              <h2>
                {t("found", { n: found.length })} <span className="caption muted">{t("foundHint")}</span>
              </h2>
              <ul>{rows(found)}</ul>
            </section>
          ) : null}
        </div>
        <aside className="viewer-aside">
          <ViewerCard slots={materials.slots} shown={shown} />
        </aside>
      </div>
      {sheet ? (
        <Sheet title={t("view")} onClose={() => setSheet(false)}>
          <ViewerCard slots={materials.slots} shown={shown} />
        </Sheet>
      ) : null}
      <div className="part-actions">
        <ButtonLink size="large" to={`/apply/${draft.id}`}>
          {d("backToList")}
        </ButtonLink>
        <ButtonLink
          type="primary"
          size="large"
          to={
            missing === 0 && next !== undefined && next.state !== "locked"
              ? partHref(draft, next.id)
              : `/apply/${draft.id}`
          }
        >
          {d("saveNext")}
        </ButtonLink>
        {missing > 0 ? <span className="muted caption">{t("left", { n: missing })}</span> : null}
      </div>
    </>
  );
}

/** C7: what needs hands first, what was found below, the file beside it. */
export function MaterialsPage() {
  const { draft: id = "" } = useParams();
  const draft = useDraft(id);
  const materials = useQuery(materialsQuery(id));
  return (
    <Async query={draft}>
      {(data) => <Async query={materials}>{(slots) => <Materials draft={data} materials={slots} />}</Async>}
    </Async>
  );
}
