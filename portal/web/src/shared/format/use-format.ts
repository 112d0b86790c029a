import { useMemo } from "react";
import { useLanguage } from "../i18n/use-text.ts";
import { useNow } from "./now.ts";
import { formatDate, formatDateTime, formatDay, formatDayTime, formatDue } from "./time.ts";

/** Formats bound to the page's language and the server's clock. */
export function useFormat() {
  const language = useLanguage();
  const now = useNow();
  return useMemo(
    () => ({
      date: (value: string | number) => formatDate(value, language),
      dateTime: (value: string | number) => formatDateTime(value, language),
      day: (value: string | number) => formatDay(value, language, now),
      dayTime: (value: string | number) => formatDayTime(value, language, now),
      due: (value: string | number) => formatDue(value, language, now),
    }),
    [language, now],
  );
}
