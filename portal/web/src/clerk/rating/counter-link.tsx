/** The tablet at the counter: a link for one closed case, opened on the spot and handed over. */
import type { RatingLink } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { localPath } from "../../shared/i18n/language.ts";
import { useLanguage, useText } from "../../shared/i18n/use-text.ts";
import { staffRatingTexts } from "./texts.ts";

export function CounterLink() {
  const t = useText(staffRatingTexts);
  const language = useLanguage();
  const id = useId();
  const [no, setNo] = useState("");
  const make = useMutation({
    mutationFn: () => api.post<RatingLink>("/ratings/links", { no: no.replace(/\s/g, "") }),
  });
  return (
    <details className="wb-rating-counter">
      <summary>{t("counter")}</summary>
      <p className="muted" id={`${id}hint`}>
        {t("counterHint")}
      </p>
      <form
        className="wb-rating-period"
        onSubmit={(event) => {
          event.preventDefault();
          if (no.trim() !== "") make.mutate();
        }}
      >
        <span>
          <label htmlFor={`${id}no`}>{t("caseNo")}</label>
          <input
            id={`${id}no`}
            className="ow-select tnum"
            inputMode="numeric"
            maxLength={40}
            aria-describedby={`${id}hint`}
            value={no}
            onChange={(event) => setNo(event.target.value)}
          />
        </span>
        <Button htmlType="submit" loading={make.isPending}>
          {t("show")}
        </Button>
        {make.error === null ? null : (
          <span className="slot-error" role="alert">
            {make.error.message}
          </span>
        )}
      </form>
      {make.data === undefined ? null : (
        <p role="status">
          {t("counterReady")}{" "}
          <a href={localPath(language, make.data.path)} target="_blank" rel="noreferrer">
            {t("counterOpen")}
          </a>
        </p>
      )}
    </details>
  );
}
