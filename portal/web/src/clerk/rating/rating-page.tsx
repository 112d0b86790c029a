/** W3 for what follows a bad rating: what was said, whom to call, what was done so far; the form beside it. */
import type { RatingView, TaskDetail } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import { Stars } from "../../shared/ui/stars.tsx";
import { OutcomeBar } from "../task/outcome-bar.tsx";
import { TaskForm, formErrors } from "../task/task-form.tsx";
import type { TaskWork } from "../task/use-task-work.ts";
import "./rating.css";
import { staffRatingTexts } from "./texts.ts";

function Grade({ name, given }: { name: string; given: NonNullable<RatingView["given"]> }) {
  const t = useText(staffRatingTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <section className="wb-side">
      <h2>{name}</h2>
      <p>
        <Stars n={given.stars} /> <strong>{s(given.word)}</strong>{" "}
        <span className="caption muted">{format.dayTime(given.at)}</span>
      </p>
      {given.reasons.length === 0 ? null : (
        <ul>
          {given.reasons.map((reason) => (
            <li key={reason.zh}>{s(reason)}</li>
          ))}
        </ul>
      )}
      <p className={given.words === "" ? "muted" : "wb-rating-words"}>
        {given.words === "" ? t("noWords") : given.words}
      </p>
    </section>
  );
}

function Facts({ view }: { view: RatingView }) {
  const t = useText(staffRatingTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <section className="wb-side">
        <h2>{t("of")}</h2>
        <p>
          {s(view.name)} · {s(view.department.name)} <Chip tone="orange">{s(view.stateLabel)}</Chip>
        </p>
        {view.contact === null ? null : (
          <p>
            <span className="muted">{t("contact")}</span> {view.contact.name}{" "}
            <span className="tnum">{view.contact.phone}</span>
          </p>
        )}
      </section>
      {view.given === null ? null : <Grade name={t("rating")} given={view.given} />}
      {view.followUp === null ? null : <Grade name={t("followUp")} given={view.followUp} />}
      <section className="wb-side">
        <h2>{t("steps")}</h2>
        {view.steps.length === 0 ? <p className="muted">{t("noSteps")}</p> : null}
        <ol className="wb-rating-steps">
          {view.steps.map((step) => (
            <li key={step.at + step.kind}>
              <p>
                <strong>{s(step.text)}</strong>{" "}
                <span className="caption muted">
                  {format.dayTime(step.at)} {s(step.by)}
                </span>
              </p>
              <p>{step.result}</p>
              {step.notes.length === 0 ? null : (
                <p className="caption muted">{step.notes.map((note) => s(note)).join(" · ")}</p>
              )}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

const hints = {
  "rating-verify": "hint_verify",
  "rating-appeal": "hint_appeal",
  "rating-rectify": "hint_rectify",
  "rating-callback": "hint_callback",
} as const;

export function RatingTaskPage({ task, work }: { task: TaskDetail; work: TaskWork }) {
  const t = useText(staffRatingTexts);
  const s = useServerText();
  const [attempt, setAttempt] = useState(0);
  const id = task.ratingId ?? "";
  const query = useQuery({
    queryKey: ["staffRating", id],
    queryFn: () => api.get<RatingView>(`/ratings/${id}`),
  });
  const { form } = task;
  const hint = Object.entries(hints).find(([kind]) => kind === task.kind)?.[1];
  const hinder = (): string | null => {
    const [first] = form === null ? [] : formErrors(form, work.data);
    if (first === undefined) return null;
    setAttempt(attempt + 1);
    return s(first.message);
  };
  return (
    <>
      <div className="wb-panes wb-rating">
        <div className="wb-pane">
          <div className="wb-panebody">
            <Async query={query}>{(view) => <Facts view={view} />}</Async>
          </div>
        </div>
        <div className="wb-pane">
          <div className="wb-panebody">
            {hint === undefined ? null : <p className="wb-rating-hint">{t(hint)}</p>}
            {form === null ? null : <TaskForm form={form} work={work} attempt={attempt} />}
          </div>
        </div>
      </div>
      <OutcomeBar task={task} work={work} hinder={hinder} />
    </>
  );
}
