import type { EndPreview, PersonPost } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { usePersonAct } from "./queries.ts";
import { peopleTexts } from "./texts.ts";

/** Now or after a day, with the reason; what bars it and what goes back to the team is said before. */
export function EndDialog({ post, onClose }: { post: PersonPost; onClose: () => void }) {
  const t = useText(peopleTexts);
  const s = useServerText();
  const id = useId();
  const [later, setLater] = useState(false);
  const [day, setDay] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const end = usePersonAct(onClose);
  const preview = useQuery({
    queryKey: ["people", "end", post.id],
    queryFn: ({ signal }) => api.get<EndPreview>(`/posts/${post.id}/end`, { signal }),
    refetchOnWindowFocus: false,
    gcTime: 0,
  });
  const noReason = reason.trim() === "";
  const noDay = later && !/^\d{4}-\d\d-\d\d$/.test(day);
  return (
    <Dialog title={t("endOf", { label: s(post.label) })} onClose={onClose}>
      <form
        className="pe-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!noReason && !noDay)
            end.mutate({ path: `/posts/${post.id}/end`, body: { until: later ? day : null, reason } });
        }}
      >
        {preview.data === undefined ? null : (
          <p role="status">
            {preview.data.barred === null
              ? t("endTasks", { n: preview.data.openTasks })
              : s(preview.data.barred)}
          </p>
        )}
        <fieldset>
          <legend>{t("endWhen")}</legend>
          {([false, true] as const).map((value) => (
            <label key={String(value)} className="pe-choice">
              <input type="radio" name={id} checked={later === value} onChange={() => setLater(value)} />
              {t(value ? "endLater" : "endNow")}
            </label>
          ))}
        </fieldset>
        {later ? (
          <p>
            <label htmlFor={`${id}day`}>{t("lastDay")}</label>
            {tried && noDay ? <span className="pe-error">{t("needDay")}</span> : null}
            <DayInput
              id={`${id}day`}
              label={t("lastDay")}
              value={day}
              onDay={(picked) => setDay(picked ?? "")}
            />
          </p>
        ) : null}
        <label>
          {t("reason")}
          {tried && noReason ? <span className="pe-error">{t("needReason")}</span> : null}
          <textarea
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {end.error === null ? null : (
          <p role="alert" className="pe-error">
            {end.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" danger htmlType="submit" loading={end.isPending}>
            {t("end")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
