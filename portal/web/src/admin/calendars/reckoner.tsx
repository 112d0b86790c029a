import type { Reckoning } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { FormEvent } from "react";
import { api } from "../../shared/api/api.ts";
import { readTypedDay } from "../../shared/format/calendar-days.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Field } from "./field.tsx";
import { calendarTexts } from "./texts.ts";

const MOST = 1000;

/** Start + n working days = date, by the calendar that is in force. */
export function Reckoner({ today }: { today: string }) {
  const t = useText(calendarTexts);
  const format = useFormat();
  const [from, setFrom] = useState(today);
  const [days, setDays] = useState("5");
  const [tried, setTried] = useState(false);
  const day = readTypedDay(from);
  const number = /^\d{1,4}$/.test(days.trim()) && Number(days) <= MOST ? Number(days) : null;
  const ask = useMutation({
    mutationFn: (query: { from: string; days: number }) =>
      api.get<Reckoning>("/calendars/reckoning", { query }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (day !== null && number !== null) ask.mutate({ from: day, days: number });
    else ask.reset();
  };
  return (
    <section className="card" aria-labelledby="cal-reckon">
      <h2 id="cal-reckon">{t("reckon")}</h2>
      <form className="cal-reckon" onSubmit={submit} noValidate>
        <Field
          id="reckon-from"
          label={t("reckonFrom")}
          value={from}
          onChange={setFrom}
          error={tried && day === null ? t("reckonBadDay") : undefined}
        />
        <Field
          id="reckon-days"
          label={t("reckonDays")}
          value={days}
          onChange={setDays}
          error={tried && number === null ? t("reckonBadNumber") : undefined}
        />
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t("reckonDo")}
        </Button>
      </form>
      <p role="status" className="cal-result">
        {ask.data === undefined ? (
          (ask.error?.message ?? "")
        ) : (
          <span data-date={ask.data.date}>
            {t("reckonResult", {
              from: format.date(ask.data.from),
              n: ask.data.days,
              date: format.due(ask.data.date),
            })}
            {ask.data.provisional ? t("reckonProvisional") : ""}
          </span>
        )}
      </p>
    </section>
  );
}
