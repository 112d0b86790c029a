import type { CalendarList, NoticePreview, NoticePublished } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { FormEvent } from "react";
import { api } from "../../shared/api/api.ts";
import { ApiError } from "../../shared/api/errors.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { ErrorSummary } from "../../shared/ui/error-summary.tsx";
import type { SummaryError } from "../../shared/ui/error-summary.tsx";
import { Field } from "./field.tsx";
import { MovedDates } from "./moved-dates.tsx";
import { readDays, readNotice, writeDays } from "./read-notice.ts";
import { calendarTexts } from "./texts.ts";

type Year = CalendarList["years"][number];
interface Notice {
  title: string;
  document: string;
  off: string[];
  work: string[];
}

/** Errors of the server by the field they are about. */
function refusals(error: unknown): SummaryError[] {
  if (!(error instanceof ApiError)) return [];
  const given = error.problem.errors ?? [];
  if (given.length === 0) return [{ target: "notice-off", text: error.message }];
  const seen = new Set<string>();
  return given
    .map(({ pointer, detail }) => ({ target: `notice-${pointer.split("/")[1] ?? "off"}`, text: detail }))
    .filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** Loads or corrects a year's notice: text read in, days checked, effects previewed, then published. */
export function NoticeForm({ year, onPublished }: { year: Year; onPublished: (moved: number) => void }) {
  const t = useText(calendarTexts);
  const client = useQueryClient();
  const [pasted, setPasted] = useState("");
  const [read, setRead] = useState<{ off: number; work: number } | null>(null);
  const [title, setTitle] = useState(year.title);
  const [number, setNumber] = useState(year.document);
  const [off, setOff] = useState(writeDays(year.off));
  const [work, setWork] = useState(writeDays(year.work));
  const [faults, setFaults] = useState<SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [asking, setAsking] = useState(false);
  const path = `/calendars/${year.year}`;
  const preview = useMutation({
    mutationFn: async (notice: Notice) => ({
      notice,
      effect: await api.post<NoticePreview>(`${path}/preview`, notice),
    }),
    onError: (error) => fail(refusals(error)),
  });
  const publish = useMutation({
    mutationFn: (notice: Notice) => api.put<NoticePublished>(path, notice),
    onSuccess: async ({ moved }) => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: ["calendars"] });
      onPublished(moved);
    },
    onError: (error) => {
      setAsking(false);
      preview.reset();
      fail(refusals(error));
    },
  });
  function fail(found: SummaryError[]): void {
    setFaults(found);
    setAttempt((before) => before + 1);
  }
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      set(value);
      preview.reset();
    };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const notice = { title: title.trim(), document: number.trim(), off: readDays(off), work: readDays(work) };
    const missing: SummaryError[] = [];
    if (notice.title === "") missing.push({ target: "notice-title", text: t("needTitle") });
    if (notice.off.length === 0) missing.push({ target: "notice-off", text: t("needOff") });
    if (missing.length > 0) return fail(missing);
    setFaults([]);
    preview.mutate(notice);
  };
  const errorOf = (target: string): string | undefined =>
    faults.find((fault) => fault.target === target)?.text;
  return (
    <section className="card" aria-labelledby="cal-load">
      <h2 id="cal-load">{t(year.source === "none" ? "load" : "replace", { year: year.year })}</h2>
      <ErrorSummary errors={faults} attempt={attempt} />
      <form className="cal-form" onSubmit={submit} noValidate>
        <Field label={t("paste")} hint={t("pasteHint")} rows={4} value={pasted} onChange={setPasted} />
        <p className="actions">
          <Button
            disabled={pasted.trim() === ""}
            onClick={() => {
              const days = readNotice(pasted, year.year);
              changed(setOff)(writeDays(days.off));
              setWork(writeDays(days.work));
              setRead({ off: days.off.length, work: days.work.length });
            }}
          >
            {t("read")}
          </Button>
          <span role="status">{read === null ? "" : t("readDone", read)}</span>
        </p>
        <Field
          id="notice-title"
          label={t("fieldTitle")}
          value={title}
          error={errorOf("notice-title")}
          onChange={changed(setTitle)}
        />
        <Field
          id="notice-document"
          label={t("fieldDocument")}
          value={number}
          error={errorOf("notice-document")}
          onChange={changed(setNumber)}
        />
        <Field
          id="notice-off"
          label={t("fieldOff")}
          hint={t("listHint")}
          rows={8}
          value={off}
          error={errorOf("notice-off")}
          onChange={changed(setOff)}
        />
        <Field
          id="notice-work"
          label={t("fieldWork")}
          hint={t("listHint")}
          rows={4}
          value={work}
          error={errorOf("notice-work")}
          onChange={changed(setWork)}
        />
        <p className="actions">
          <Button
            type={preview.data === undefined ? "primary" : "default"}
            htmlType="submit"
            loading={preview.isPending}
          >
            {t("preview")}
          </Button>
        </p>
      </form>
      {preview.data === undefined ? null : (
        <div className="cal-effect" aria-live="polite">
          <MovedDates preview={preview.data.effect} />
          <p className="actions">
            <Button type="primary" onClick={() => setAsking(true)}>
              {t("publish")}
            </Button>
          </p>
        </div>
      )}
      {asking && preview.data !== undefined ? (
        <Dialog title={t("publishTitle", { year: year.year })} onClose={() => setAsking(false)}>
          <p>
            <b>{preview.data.notice.title}</b> {preview.data.notice.document}
          </p>
          <p>
            {t("publishDays", { off: preview.data.notice.off.length, work: preview.data.notice.work.length })}
          </p>
          <p>
            {preview.data.effect.moves === 0 ? t("movesNone") : t("moves", { n: preview.data.effect.moves })}
          </p>
          <p>{t("publishTold")}</p>
          <div className="actions">
            <Button
              type="primary"
              loading={publish.isPending}
              onClick={() => publish.mutate(preview.data.notice)}
            >
              {t("publish")}
            </Button>
            <Button onClick={() => setAsking(false)}>{t("cancel")}</Button>
          </div>
        </Dialog>
      ) : null}
    </section>
  );
}
