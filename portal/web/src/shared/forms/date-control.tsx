import CalendarOutlined from "@ant-design/icons/es/icons/CalendarOutlined";
import { useState } from "react";
import { readTypedDay } from "../format/calendar-days.ts";
import { serverNow } from "../format/now.ts";
import { readMoment } from "../format/time.ts";
import { useText } from "../i18n/use-text.ts";
import { Calendar } from "./calendar.tsx";
import { formTexts } from "./texts.ts";
import { useControl } from "./use-control.ts";
import type { ControlProps } from "./use-control.ts";

/** Legal time is Beijing's, wherever the device is. */
const OFFSET = ":00+08:00";

/** A date, or a date with time where the form says so: stored as 2026-03-16, or as an instant with Beijing's offset. */
export function DateControl(props: ControlProps) {
  return props.component.enableTime === true ? <InstantControl {...props} /> : <DayControl {...props} />;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** Typed as 2026-03-16 (other ways are understood), or picked; the page's language, not the browser's. */
function DayControl(props: ControlProps) {
  const t = useText(formTexts);
  const control = useControl(props);
  const known = typeof control.value === "string" ? control.value : "";
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const day = readTypedDay(known);
  const label = control.text(props.component.label);
  const now = readMoment(serverNow());
  return (
    <span className="date-control">
      <input
        {...control.aria}
        className="ow-select tnum"
        type="text"
        inputMode="numeric"
        autoComplete="off"
        placeholder={t("dayPattern")}
        value={typed ?? day ?? known}
        onChange={(event) => {
          setTyped(event.target.value);
          // half a date is none: it is no value until it is whole, or the field is left
          control.set(readTypedDay(event.target.value) ?? undefined);
        }}
        onBlur={() => {
          if (typed === null) return;
          setTyped(null);
          // what is no date stays as typed, so that the check can say so
          control.set(readTypedDay(typed) ?? (typed.trim() === "" ? undefined : typed.trim()));
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
            control.set(picked);
            setOpen(false);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </span>
  );
}

function InstantControl(props: ControlProps) {
  const control = useControl(props);
  const value = typeof control.value === "string" ? control.value : "";
  return (
    <input
      {...control.aria}
      className="ow-select tnum"
      type="datetime-local"
      min="1900-01-01T00:00"
      max="2999-12-31T23:59"
      value={value.slice(0, 16)}
      onChange={(event) => {
        const next = event.target.value;
        control.set(next === "" ? undefined : next + OFFSET);
      }}
    />
  );
}
