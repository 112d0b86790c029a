import { useControl } from "./use-control.ts";
import type { ControlProps } from "./use-control.ts";

/** Legal time is Beijing's, wherever the device is. */
const OFFSET = ":00+08:00";

/**
 * A date, typed or picked with the browser's own control; with time only when the form says so. Stored as 2026-03-16, or
 * as an instant with Beijing's offset.
 */
export function DateControl(props: ControlProps) {
  const control = useControl(props);
  const withTime = props.component.enableTime === true;
  const value = typeof control.value === "string" ? control.value : "";
  return (
    <input
      {...control.aria}
      className="ow-select tnum"
      type={withTime ? "datetime-local" : "date"}
      min={withTime ? "1900-01-01T00:00" : "1900-01-01"}
      max={withTime ? "2999-12-31T23:59" : "2999-12-31"}
      value={withTime ? value.slice(0, 16) : value.slice(0, 10)}
      onChange={(event) => {
        const next = event.target.value;
        control.set(next === "" ? undefined : withTime ? next + OFFSET : next);
      }}
    />
  );
}
