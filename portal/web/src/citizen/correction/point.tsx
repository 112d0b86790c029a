/** One point: what is wrong and what to do at the left, the field or slot that it opens at the right. */
import type { CorrectionPoint, MaterialSlot } from "@onewindow/server/api";
import { valueAt } from "@onewindow/forms";
import { useId } from "react";
import { apiUrl } from "../../shared/api/client.ts";
import { FormRenderer, useFormStore } from "../../shared/forms/form-renderer.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { SlotRow } from "../materials/slot-row.tsx";
import { PointMark } from "./point-mark.tsx";
import { correctionTexts } from "./texts.ts";

type Field = NonNullable<CorrectionPoint["field"]>;

function FieldBox({
  field,
  base,
  onChange,
}: {
  field: Field;
  base: string;
  onChange: (path: string, value: unknown) => void;
}) {
  const store = useFormStore(field.form, field.data, {
    onChange: (data) => onChange(`${field.section}.${field.path}`, valueAt(data, field.path)),
  });
  return <FormRenderer store={store} section={field.section} uploads={base} layout="flow" />;
}

function Files({ files }: { files: CorrectionPoint["files"] }) {
  const t = useText(correctionTexts);
  if (files.length === 0) return <>{t("noFile")}</>;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={apiUrl(`/files/${file.id}`)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Old beside new: before it is handed in, and ever after. */
export function PointDiff({ point }: { point: CorrectionPoint }) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const material = point.target.kind === "material";
  const changed = material ? point.files.length > 0 : point.after !== null;
  return (
    <dl>
      <dt>{t("was")}</dt>
      <dd className={changed ? "del" : ""}>
        {material ? <Files files={point.filesBefore} /> : s(point.before)}
      </dd>
      {changed ? (
        <>
          <dt>{t("now")}</dt>
          <dd className="add">{material ? <Files files={point.files} /> : s(point.after)}</dd>
        </>
      ) : null}
    </dl>
  );
}

export interface PointCardProps {
  index: number;
  point: CorrectionPoint;
  /** API path of the correction. */
  base: string;
  /** Grows when the page was read anew after a conflict. */
  note: string;
  error: string | null;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
  onValue: (path: string, value: unknown) => void;
  onNote: (note: string) => void;
  onSlot: (slot: MaterialSlot) => void;
}

export function PointCard(props: PointCardProps) {
  const { index, point, base, note, error, chosen } = props;
  const t = useText(correctionTexts);
  const s = useServerText();
  const format = useFormat();
  const id = useId();
  const open = point.state === "open" || point.state === "saved";
  const name = `${point.group === null ? "" : `${s(point.group)} › `}${s(point.label)}`;
  const state =
    point.state === "handed-in"
      ? t("pointDone", { at: format.dayTime(point.handedInAt ?? "") })
      : point.state === "closed"
        ? t("pointClosed")
        : point.state === "saved"
          ? t("pointSaved")
          : t("pointOpen");
  const tone = point.state === "handed-in" ? "green" : point.state === "closed" ? "line" : "orange";
  return (
    <section
      className="card correction-point"
      aria-labelledby={`${id}-name`}
      id={`point-${point.id}`}
      tabIndex={-1}
    >
      <h2 id={`${id}-name`}>
        <span>
          {index + 1}. {name} <span className="caption muted">{s(point.item)}</span>
        </span>
        <Chip tone={tone}>{state}</Chip>
      </h2>
      <div>
        <dl>
          <dt>{t("problem")}</dt>
          <dd>
            {point.page === null ? null : point.filesBefore[0] === undefined ? (
              t("onPage", { n: point.page })
            ) : (
              <a
                href={`${apiUrl(`/files/${point.filesBefore[0].id}`)}#page=${point.page}`}
                target="_blank"
                rel="noreferrer"
              >
                {t("onPage", { n: point.page })}
              </a>
            )}{" "}
            {point.problem}
          </dd>
          {point.mark === null ? null : (
            <>
              <dt>{t("mark")}</dt>
              <dd>
                <PointMark mark={point.mark} name={name} />
              </dd>
            </>
          )}
          <dt>{t("ask")}</dt>
          <dd>
            <b>{point.ask}</b>
          </dd>
          <dt>{t("basis")}</dt>
          <dd>
            {point.basis}{" "}
            <span className="caption muted">{t("askedBy", { who: s(point.department.name) })}</span>
          </dd>
          {point.sample === null || point.sample === "" ? null : (
            <>
              <dt>{t("sample")}</dt>
              <dd>{point.sample}</dd>
            </>
          )}
        </dl>
      </div>
      <div className="answer">
        <PointDiff point={point} />
        {point.field === null ? null : <FieldBox field={point.field} base={base} onChange={props.onValue} />}
        {point.slot === null ? null : (
          <ul>
            <SlotRow
              base={base}
              slot={point.slot}
              shown={null}
              onShow={({ fileId }) => window.open(apiUrl(`/files/${fileId}`), "_blank", "noreferrer")}
              onChanged={props.onSlot}
            />
          </ul>
        )}
        {open ? (
          <div className="stack">
            <label htmlFor={`${id}-note`}>{t("note")}</label>
            <textarea
              id={`${id}-note`}
              rows={2}
              maxLength={500}
              value={note}
              onChange={(event) => props.onNote(event.target.value)}
            />
          </div>
        ) : point.note === "" ? null : (
          <p>{point.note}</p>
        )}
        {error === null ? null : (
          <p className="slot-error" role="alert">
            {error}
          </p>
        )}
        {open ? (
          <label className="correction-choice">
            <input
              type="checkbox"
              checked={chosen}
              onChange={(event) => props.onChoose(event.target.checked)}
            />{" "}
            {t("choose")}
            <span className="visually-hidden"> {name}</span>
          </label>
        ) : null}
        {point.receiptId === null ? null : (
          <p>
            <a href={apiUrl(`/documents/${point.receiptId}/pdf`)} target="_blank" rel="noreferrer">
              {t("receipt")}
            </a>
          </p>
        )}
      </div>
    </section>
  );
}
