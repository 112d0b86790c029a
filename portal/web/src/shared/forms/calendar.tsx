import LeftOutlined from "@ant-design/icons/es/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/es/icons/RightOutlined";
import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { addDays, addMonths, weekdayOf, weeksOf } from "../format/calendar-days.ts";
import { formatDate } from "../format/time.ts";
import { langTag } from "../i18n/language.ts";
import { useLanguage, useText } from "../i18n/use-text.ts";
import { useModal } from "../ui/use-modal.ts";
import { formTexts } from "./texts.ts";

const steps: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  Home: (day) => addDays(day, -weekdayOf(day)),
  End: (day) => addDays(day, 6 - weekdayOf(day)),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
};

/** A month to pick a day from: arrows by day and week, Page Up and Down by month, Enter takes, Escape leaves. */
export function Calendar({
  label,
  value,
  today,
  onPick,
  onClose,
}: {
  /** The field's name. */
  label: string;
  value: string | null;
  today: string;
  onPick: (day: string) => void;
  onClose: () => void;
}) {
  const t = useText(formTexts);
  const language = useLanguage();
  const modal = useModal(onClose);
  const [day, setDay] = useState(value ?? today);
  const current = useRef<HTMLButtonElement>(null);
  const byKey = useRef(true);
  useEffect(() => {
    if (byKey.current) current.current?.focus();
  }, [day]);
  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    byKey.current = true;
    setDay(
      event.shiftKey && event.key.startsWith("Page")
        ? step(addMonths(day, event.key === "PageUp" ? -11 : 11))
        : step(day),
    );
  };
  const turn = (months: number): void => {
    byKey.current = false;
    setDay(addMonths(day, months));
  };
  const title = new Intl.DateTimeFormat(langTag(language), {
    year: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T00:00:00Z`));
  return (
    <dialog
      {...modal}
      className="calendar"
      aria-label={t("chooseDay", { label })}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="calendar-head">
        <button type="button" aria-label={t("monthBefore")} onClick={() => turn(-1)}>
          <LeftOutlined aria-hidden />
        </button>
        <h2 aria-live="polite">{title}</h2>
        <button type="button" aria-label={t("monthAfter")} onClick={() => turn(1)}>
          <RightOutlined aria-hidden />
        </button>
      </div>
      <table role="grid" aria-label={title} onKeyDown={press}>
        <thead>
          <tr>
            {t("weekdays")
              .split(" ")
              .map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(day).map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <td key={one} role="gridcell" aria-selected={one === value}>
                  <button
                    ref={one === day ? current : undefined}
                    type="button"
                    tabIndex={one === day ? 0 : -1}
                    className={one.slice(0, 7) === day.slice(0, 7) ? undefined : "other"}
                    aria-label={formatDate(one, language)}
                    aria-current={one === today ? "date" : undefined}
                    onClick={() => onPick(one)}
                  >
                    {Number(one.slice(-2))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </dialog>
  );
}
