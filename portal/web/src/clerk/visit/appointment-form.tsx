import type { VisitPage as Visit } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { visitTexts } from "./texts.ts";
import { useVisitAct } from "./use-visit-act.ts";

/** Time, place and who comes; sending it tells the applicant. */
export function AppointmentForm({ visit, onDone }: { visit: Visit; onDone: () => void }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const id = useId();
  const made = visit.appointment;
  const [form, setForm] = useState({
    date: made?.date ?? visit.earliest,
    from: made?.from ?? "09:30",
    to: made?.to ?? "11:00",
    place: visit.place,
    prepare: made?.prepare ?? "",
    inspectors: made?.inspectors.map((one) => one.id) ?? [],
  });
  const send = useVisitAct(visit.id, t("told"), () =>
    api.put<Visit>(`/visits/${visit.id}/appointment`, form, {
      headers: { "If-Match": `"${visit.version}"` },
    }),
  );
  const field = (name: "from" | "to" | "place" | "prepare", type: string, max = 500) => (
    <p>
      <label htmlFor={id + name}>{t(name)}</label>
      <input
        id={id + name}
        type={type}
        maxLength={max}
        value={form[name]}
        onChange={(event) => setForm({ ...form, [name]: event.target.value })}
      />
    </p>
  );
  return (
    <form
      className="wb-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <div className="visit-times">
        <p>
          <label htmlFor={`${id}date`}>{t("date")}</label>
          <DayInput
            id={`${id}date`}
            label={t("date")}
            value={form.date}
            onDay={(day) => setForm({ ...form, date: day ?? "" })}
          />
        </p>
        {field("from", "time")}
        {field("to", "time")}
      </div>
      {field("place", "text", 200)}
      {field("prepare", "text")}
      <fieldset className="visit-choices">
        <legend>{t("inspectors")}</legend>
        {visit.candidates.map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={form.inspectors.includes(one.id)}
              onChange={(event) =>
                setForm({
                  ...form,
                  inspectors: event.target.checked
                    ? [...form.inspectors, one.id]
                    : form.inspectors.filter((other) => other !== one.id),
                })
              }
            />
            {one.name} <span className="muted">{s(one.post)}</span>
          </label>
        ))}
      </fieldset>
      {send.error === null ? null : (
        <p className="wb-error" role="alert">
          {send.error.message}
        </p>
      )}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t(made === null ? "appoint" : "reappoint")}
        </Button>
        {made === null ? null : <Button onClick={onDone}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}
