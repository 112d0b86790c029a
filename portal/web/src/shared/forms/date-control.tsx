import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useText } from "../i18n/use-text.ts";
import { useControl } from "./controls.tsx";
import type { ControlProps } from "./controls.tsx";
import { formTexts } from "./texts.ts";

/** A date, typed or picked; with time only when the form says so. Stored as 2026-03-16. */
export function DateControl(props: ControlProps) {
  const t = useText(formTexts);
  const control = useControl(props);
  const withTime = props.component.enableTime === true;
  const format = withTime ? "YYYY-MM-DD HH:mm" : "YYYY-MM-DD";
  const value = typeof control.value === "string" && control.value !== "" ? dayjs(control.value) : null;
  return (
    <DatePicker
      {...control.aria}
      {...(control.status !== undefined ? { status: control.status } : {})}
      className="date-control"
      format={format}
      placeholder={t("dateHint")}
      showTime={withTime ? { format: "HH:mm" } : false}
      value={value !== null && value.isValid() ? value : null}
      onChange={(next) =>
        control.set(
          next === null ? undefined : next.format(withTime ? "YYYY-MM-DDTHH:mm:00+08:00" : "YYYY-MM-DD"),
        )
      }
    />
  );
}
