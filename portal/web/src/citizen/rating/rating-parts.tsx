/** The five grades, the reasons of the one chosen, free words; and what was given with what became of it. */
import type { RatingPage } from "@onewindow/server/api";
import { useId } from "react";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { Stars } from "../../shared/ui/stars.tsx";
import { ratingTexts } from "./texts.ts";

export interface Choice {
  stars: number;
  reasons: string[];
  words: string;
}
type Target = RatingPage["targets"][number];

export function GradeForm({
  page,
  legend,
  choice,
  onChange,
}: {
  page: RatingPage;
  legend: string;
  choice: Choice | undefined;
  onChange: (choice: Choice) => void;
}) {
  const t = useText(ratingTexts);
  const s = useServerText();
  const id = useId();
  const grade = page.grades.find((one) => one.stars === choice?.stars);
  return (
    <>
      <fieldset className="grades">
        <legend>{legend}</legend>
        {page.grades.map((one) => (
          <label key={one.stars} className={choice?.stars === one.stars ? "grade chosen" : "grade"}>
            <input
              type="radio"
              name={`${id}grade`}
              value={one.stars}
              checked={choice?.stars === one.stars}
              // reasons belong to the grade: another grade begins without any
              onChange={() => onChange({ stars: one.stars, reasons: [], words: choice?.words ?? "" })}
            />
            <Stars n={one.stars} />
            <span>{s(one.word)}</span>
          </label>
        ))}
      </fieldset>
      {grade === undefined || choice === undefined ? null : (
        <>
          <fieldset className="grade-reasons">
            <legend>{t("reasons")}</legend>
            {grade.reasons.map((reason) => (
              <label key={reason.id}>
                <input
                  type="checkbox"
                  checked={choice.reasons.includes(reason.id)}
                  onChange={(event) =>
                    onChange({
                      ...choice,
                      reasons: event.target.checked
                        ? [...choice.reasons, reason.id]
                        : choice.reasons.filter((other) => other !== reason.id),
                    })
                  }
                />
                {s(reason.text)}
              </label>
            ))}
          </fieldset>
          <label className="grade-words" htmlFor={`${id}words`}>
            {t("words")}
          </label>
          <textarea
            id={`${id}words`}
            rows={3}
            maxLength={500}
            aria-describedby={`${id}hint`}
            value={choice.words}
            onChange={(event) => onChange({ ...choice, words: event.target.value })}
          />
          <p id={`${id}hint`} className="caption muted">
            {t("wordsHint")}
          </p>
          {grade.bad ? (
            <p className="grade-comes" role="status">
              {t("badNow", page.limits)}
            </p>
          ) : null}
        </>
      )}
    </>
  );
}

function Given({ name, given }: { name: string; given: NonNullable<Target["given"]> }) {
  const s = useServerText();
  const format = useFormat();
  return (
    <div>
      <p>
        <span className="muted">{name}</span> <Stars n={given.stars} /> <strong>{s(given.word)}</strong>{" "}
        <span className="caption muted">{format.dayTime(given.at)}</span>
      </p>
      {given.reasons.length === 0 ? null : <p>{given.reasons.map((one) => s(one)).join(" · ")}</p>}
      {given.words === "" ? null : <p className="grade-quote">{given.words}</p>}
    </div>
  );
}

/** What comes next, by when. */
function Comes({ target }: { target: Target }) {
  const t = useText(ratingTexts);
  const format = useFormat();
  if (target.due === null) return null;
  const due = format.day(target.due);
  const { state } = target;
  const words =
    state === "verify"
      ? t("comesVerify", { due, rectify: format.day(target.rectifyBy ?? target.due) })
      : state === "appeal" || state === "rectify" || state === "callback"
        ? t(`comes_${state}`, { due })
        : null;
  return words === null ? null : <p className="grade-comes">{words}</p>;
}

const tones = {
  verify: "orange",
  appeal: "orange",
  rectify: "orange",
  callback: "orange",
  closed: "green",
  excluded: "grey",
  rated: "green",
  invited: "line",
} as const;

/** What was given, what was done about it, step by step. */
export function Standing({ target }: { target: Target }) {
  const t = useText(ratingTexts);
  const s = useServerText();
  const format = useFormat();
  if (target.given === null) return null;
  const followed = target.state !== "rated";
  return (
    <div className="stack grade-standing">
      <Given name={t("given")} given={target.given} />
      {followed ? (
        <p>
          <Chip tone={tones[target.state]}>{s(target.stateLabel)}</Chip>
        </p>
      ) : null}
      {target.steps.length === 0 ? null : (
        <ol className="grade-steps">
          {target.steps.map((step) => (
            <li key={step.at + step.kind}>
              <p>
                <strong>{s(step.text)}</strong>{" "}
                <span className="caption muted">
                  {format.dayTime(step.at)} {s(step.by)}
                </span>
              </p>
              <p>{step.result}</p>
            </li>
          ))}
        </ol>
      )}
      <Comes target={target} />
      {target.followUp === null ? null : <Given name={t("second")} given={target.followUp} />}
    </div>
  );
}
