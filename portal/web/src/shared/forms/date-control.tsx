import { DayInput } from "./day-input.tsx";
import { useControl } from "./use-control.ts";
import type { ControlProps } from "./use-control.ts";

/** Legal time is Beijing's, wherever the device is. */
const OFFSET = ":00+08:00";

/** A date, or a date with time where the form says so: stored as 2026-03-16, or as an instant with Beijing's offset. */
export function DateControl(props: ControlProps) {
  return props.component.enableTime === true ? <InstantControl {...props} /> : <DayControl {...props} />;
}

/** Stored as 2026-03-16. */
function DayControl(props: ControlProps) {
  const control = useControl(props);
  return (
    <DayInput
      {...control.aria}
      value={typeof control.value === "string" ? control.value : ""}
      label={control.text(props.component.label)}
      onDay={control.set}
    />
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
