import CalendarOutlined from "@ant-design/icons/es/icons/CalendarOutlined";
import { useState } from "react";
import type { ComponentProps } from "react";
import { readTypedDay } from "../format/calendar-days.ts";
import { serverNow } from "../format/now.ts";
import { readMoment } from "../format/time.ts";
import { useText } from "../i18n/use-text.ts";
import { Calendar } from "./calendar.tsx";
import "./forms.css";
import { formTexts } from "./texts.ts";

const two = (value: number): string => String(value).padStart(2, "0");

interface DayInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "onBlur" | "type"> {
  /** 2026-03-16; what is no day stays as it was typed. */
  value: string;
  /** Name of the field, for the button that opens the calendar. */
  label: string;
  /** The day, or once the field is left what was typed instead; `undefined` while there is none. */
  onDay: (day: string | undefined) => void;
}

/** A day, typed as 2026-03-16 (other ways are understood) or picked; in the page's language, not the browser's. */
export function DayInput({ value, label, onDay, ...input }: DayInputProps) {
  const t = useText(formTexts);
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const day = readTypedDay(value);
  const now = readMoment(serverNow());
  return (
    <span className="date-control">
      <input
        {...input}
        className="ow-select tnum"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder={t("dayPattern")}
        value={typed ?? day ?? value}
        onChange={(event) => {
          setTyped(event.target.value);
          // half a date is none: it is no value until it is whole, or the field is left
          onDay(readTypedDay(event.target.value) ?? undefined);
        }}
        onBlur={() => {
          if (typed === null) return;
          setTyped(null);
          // what is no date stays as typed, so that the check can say so
          onDay(readTypedDay(typed) ?? (typed.trim() === "" ? undefined : typed.trim()));
        }}
      />
      <button type="button" aria-label={t("chooseDay", { label })} onClick={() => setOpen(true)}>
        <CalendarOutlined aria-hidden />
      </button>
      {open ? (
        <Calendar
          label={label}
          value={day}
          today={`${now.year}-${two(now.month)}-${two(now.day)}`}
          onPick={(picked) => {
            setTyped(null);
            onDay(picked);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </span>
  );
}
