/** Points of one item: choose what it is about, say what is wrong, what to do, by which rule. */
import type { CorrectionItem, CorrectionTarget, TaskCorrection } from "@onewindow/server/api";
import DeleteOutlined from "@ant-design/icons/es/icons/DeleteOutlined";
import { Button } from "antd";
import { useId } from "react";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { correctionTexts } from "./correction-texts.ts";
import { MarkChoice } from "./mark-choice.tsx";
import { freshPoint, lacking, pointParts, targetKey } from "./points.ts";
import type { PointDraft, PointPart } from "./points.ts";

const limits: Record<PointPart, number> = { problem: 500, ask: 500, basis: 300 };

/** The words of one point, to be typed. */
export function PointFields({
  point,
  name,
  disabled,
  tried,
  phrases,
  onChange,
}: {
  point: PointDraft;
  phrases: TaskCorrection["phrases"];
  /** What the point is about, for labels read out. */
  name: string;
  disabled: boolean;
  tried: boolean;
  onChange: (point: PointDraft) => void;
}) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const id = useId();
  const fitting = phrases.filter((phrase) => phrase.for === point.target.kind);
  const lack = tried ? lacking(point) : [];
  return (
    <div className="wb-form wb-point">
      {fitting.length === 0 || disabled ? null : (
        <div>
          <label htmlFor={`${id}-phrase`}>
            {t("phrase")}
            <span className="visually-hidden"> {name}</span>
          </label>
          <select
            id={`${id}-phrase`}
            value=""
            onChange={(event) => {
              const phrase = fitting[Number(event.target.value)];
              if (event.target.value === "" || phrase === undefined) return;
              const { problem, ask, basis } = phrase;
              onChange({ ...point, problem, ask, basis });
            }}
          >
            <option value="">{t("choose")}</option>
            {fitting.map((phrase, index) => (
              <option key={phrase.name.zh} value={index}>
                {s(phrase.name)}
              </option>
            ))}
          </select>
        </div>
      )}
      {point.target.kind === "material" ? (
        <MarkChoice point={point} name={name} disabled={disabled} onChange={onChange} />
      ) : null}
      {point.target.kind === "material" ? (
        <div>
          <label htmlFor={`${id}-page`}>
            {t("page")}
            <span className="visually-hidden"> {name}</span>
          </label>
          <input
            id={`${id}-page`}
            inputMode="numeric"
            disabled={disabled || point.mark != null}
            value={point.page ?? ""}
            onChange={(event) => {
              const page = Number(event.target.value);
              if (event.target.value === "") onChange({ ...point, page: null });
              else if (Number.isInteger(page) && page > 0 && page < 10_000) onChange({ ...point, page });
            }}
          />
        </div>
      ) : null}
      {pointParts.map((part) => (
        <div key={part}>
          <label htmlFor={`${id}-${part}`}>
            {t(part)}
            <span className="visually-hidden"> {name}</span>
          </label>
          {lack.includes(part) ? (
            <p className="wb-error" id={`${id}-${part}-error`}>
              {t(`need_${part}`)}
            </p>
          ) : null}
          <textarea
            id={`${id}-${part}`}
            rows={part === "basis" ? 1 : 2}
            maxLength={limits[part]}
            disabled={disabled}
            value={point[part]}
            aria-invalid={lack.includes(part)}
            aria-describedby={lack.includes(part) ? `${id}-${part}-error` : undefined}
            onChange={(event) => onChange({ ...point, [part]: event.target.value })}
          />
        </div>
      ))}
      <label htmlFor={`${id}-sample`}>
        {t("sample")}
        <span className="visually-hidden"> {name}</span>
      </label>
      <input
        id={`${id}-sample`}
        maxLength={500}
        disabled={disabled}
        value={point.sample ?? ""}
        onChange={(event) => onChange({ ...point, sample: event.target.value })}
      />
    </div>
  );
}

/** A list of what may be asked for: documents, then fields by section. */
export function TargetSelect({
  targets,
  label,
  disabled,
  onPick,
}: {
  targets: readonly CorrectionTarget[];
  label: string;
  disabled: boolean;
  onPick: (target: CorrectionTarget) => void;
}) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const id = useId();
  const groups = Map.groupBy(targets, (entry) => (entry.group === null ? t("documents") : s(entry.group)));
  return (
    <div className="wb-form">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value=""
        disabled={disabled || targets.length === 0}
        onChange={(event) => {
          const picked = targets.find((entry) => targetKey(entry.target) === event.target.value);
          if (picked !== undefined) onPick(picked);
        }}
      >
        <option value="">{targets.length === 0 ? t("allListed") : t("choose")}</option>
        {[...groups].map(([group, entries]) => (
          <optgroup key={group} label={group}>
            {entries.map((entry) => (
              <option key={targetKey(entry.target)} value={targetKey(entry.target)}>
                {s(entry.label)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

export function PointsEditor({
  item,
  phrases,
  points,
  disabled,
  tried,
  onChange,
}: {
  item: CorrectionItem;
  phrases: TaskCorrection["phrases"];
  points: PointDraft[];
  disabled: boolean;
  tried: boolean;
  onChange: (points: PointDraft[]) => void;
}) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const listed = new Set(points.map((point) => targetKey(point.target)));
  const labelOf = (point: PointDraft): string => {
    const known = item.targets.find((entry) => targetKey(entry.target) === targetKey(point.target));
    return known === undefined
      ? ""
      : `${known.group === null ? "" : `${s(known.group)} › `}${s(known.label)}`;
  };
  const firstOf = (target: CorrectionTarget["target"]) =>
    item.first?.find((one) => targetKey(one.target) === targetKey(target)) ?? null;
  return (
    <div className="wb-points">
      <p className="caption muted">{item.first === null ? t("once") : t("onlyFirst")}</p>
      {tried && points.length === 0 ? <p className="wb-error">{t("needPoint")}</p> : null}
      {points.map((point, index) => (
        <fieldset key={targetKey(point.target)} className="wb-pointcard" disabled={disabled}>
          <legend>
            {index + 1}. {labelOf(point)}
          </legend>
          {firstOf(point.target) === null ? null : (
            <p className="caption muted">{t("firstSaid", { text: firstOf(point.target)?.problem ?? "" })}</p>
          )}
          <PointFields
            point={point}
            name={labelOf(point)}
            disabled={disabled}
            tried={tried}
            phrases={phrases}
            onChange={(next) => onChange(points.map((entry, at) => (at === index ? next : entry)))}
          />
          <Button
            size="small"
            icon={<DeleteOutlined aria-hidden />}
            disabled={disabled}
            onClick={() => onChange(points.filter((_, at) => at !== index))}
          >
            {t("removePoint")}
            <span className="visually-hidden"> {labelOf(point)}</span>
          </Button>
        </fieldset>
      ))}
      <TargetSelect
        label={t("addPoint")}
        disabled={disabled}
        targets={item.targets.filter((entry) => !listed.has(targetKey(entry.target)))}
        onPick={(entry) => onChange([...points, freshPoint(entry.target, firstOf(entry.target))])}
      />
    </div>
  );
}
