import LockOutlined from "@ant-design/icons/es/icons/LockOutlined";
import { optionsOf } from "@onewindow/forms";
import { Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import { maskValue } from "../format/numbers.ts";
import { useText } from "../i18n/use-text.ts";
import { useControl } from "./use-control.ts";
import type { ControlProps } from "./use-control.ts";
import { FilesControl } from "./files-control.tsx";
import { DateControl } from "./date-control.tsx";
import { formTexts } from "./texts.ts";
import { fieldId } from "./wire.ts";

const asText = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

export function LockedControl({ component, path }: ControlProps) {
  const t = useText(formTexts);
  const control = useControl({ component, path });
  const mask = component.properties?.mask;
  const options = optionsOf(component);
  const raw = asText(control.value);
  const shown =
    options.length > 0
      ? control.text(options.find((option) => option.value === raw)?.label ?? raw)
      : mask
        ? maskValue(raw, mask)
        : raw;
  const unit = control.text(component.properties?.unit);
  return (
    <span className="locked-control">
      <Input
        {...control.aria}
        readOnly
        value={unit === "" ? shown : `${shown} ${unit}`}
        suffix={<LockOutlined role="img" aria-label={t("locked")} />}
      />
    </span>
  );
}

function MaskedControl({ component, path }: ControlProps) {
  const t = useText(formTexts);
  const control = useControl({ component, path });
  const raw = asText(control.value);
  const [open, setOpen] = useState(raw === "");
  const mask = component.properties?.mask ?? "id-card";
  return (
    <span className="masked-control">
      <Input
        {...control.aria}
        {...(control.status !== undefined ? { status: control.status } : {})}
        className="tnum"
        value={open ? raw : maskValue(raw, mask)}
        readOnly={!open}
        autoComplete={mask === "phone" ? "tel" : "off"}
        inputMode={mask === "phone" ? "tel" : "text"}
        onChange={(event) => control.set(event.target.value)}
      />
      {raw !== "" ? (
        <button type="button" className="link-button" aria-pressed={open} onClick={() => setOpen(!open)}>
          {open ? t("hide") : t("show")}
          <span className="visually-hidden"> {control.text(component.label)}</span>
        </button>
      ) : null}
    </span>
  );
}

const autoComplete: Record<string, string> = { email: "email", phoneNumber: "tel", url: "url" };
const inputMode: Record<string, "email" | "tel" | "url" | "text"> = {
  email: "email",
  phoneNumber: "tel",
  url: "url",
};

function TextControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  const unit = control.text(component.properties?.unit ?? component.suffix);
  return (
    <Input
      {...control.aria}
      {...(control.status !== undefined ? { status: control.status } : {})}
      value={asText(control.value)}
      placeholder={control.text(component.placeholder)}
      autoComplete={autoComplete[component.type] ?? "off"}
      inputMode={inputMode[component.type] ?? "text"}
      {...(unit !== "" ? { suffix: unit } : {})}
      onChange={(event) => control.set(event.target.value)}
    />
  );
}

function AreaControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  return (
    <Input.TextArea
      {...control.aria}
      {...(control.status !== undefined ? { status: control.status } : {})}
      rows={component.rows ?? 3}
      value={asText(control.value)}
      placeholder={control.text(component.placeholder)}
      onChange={(event) => control.set(event.target.value)}
    />
  );
}

/** A number as text: what is typed stays as typed until it is a number; the unit stands inside. */
function NumberControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  const unit = control.text(component.properties?.unit ?? component.suffix);
  const known = asText(control.value);
  const [typed, setTyped] = useState(known);
  const shown = toNumber(typed) === control.value || (typed !== "" && typed === known) ? typed : known;
  return (
    <Input
      {...control.aria}
      {...(control.status !== undefined ? { status: control.status } : {})}
      className="tnum"
      inputMode="decimal"
      autoComplete="off"
      disabled={component.disabled === true}
      value={shown}
      {...(unit !== "" ? { suffix: unit } : {})}
      onChange={(event) => {
        setTyped(event.target.value);
        control.set(toNumber(event.target.value));
      }}
    />
  );
}

/** Full-width digits count; what is no number is kept as text, so that the check can say so. */
function toNumber(text: string): number | string | undefined {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  if (plain === "") return undefined;
  const value = Number(plain);
  return Number.isFinite(value) && !/\.$/.test(plain) ? value : plain;
}

function SelectControl({ component, path }: ControlProps) {
  const t = useText(formTexts);
  const control = useControl({ component, path });
  return (
    <select
      {...control.aria}
      className="ow-select"
      value={asText(control.value)}
      onChange={(event) => control.set(event.target.value === "" ? undefined : event.target.value)}
    >
      <option value="">{t("choose")}</option>
      {optionsOf(component).map((option) => (
        <option key={option.value} value={option.value}>
          {control.text(option.label)}
        </option>
      ))}
    </select>
  );
}

function RadioControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  const options = optionsOf(component);
  const consequences = component.properties?.consequences ?? {};
  const rich = Object.keys(consequences).length > 0;
  return (
    <Radio.Group
      className={rich ? "choices rich" : "choices"}
      name={fieldId(path)}
      value={control.value ?? null}
      onChange={(event) => control.set(event.target.value)}
    >
      {options.map((option, index) => (
        <Radio
          key={option.value}
          value={option.value}
          {...(index === 0 ? { id: control.aria.id } : {})}
          className="choice"
        >
          {control.text(option.label)}
          {consequences[option.value] !== undefined ? (
            <span className="consequence">{control.text(consequences[option.value])}</span>
          ) : null}
        </Radio>
      ))}
    </Radio.Group>
  );
}

function BoxesControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  const chosen = (control.value ?? {}) as Record<string, boolean>;
  return (
    <div className="choices boxes">
      {optionsOf(component).map((option, index) => (
        <Checkbox
          key={option.value}
          {...(index === 0 ? { id: control.aria.id } : {})}
          value={option.value}
          checked={chosen[option.value] === true}
          onChange={(event) => control.set({ ...chosen, [option.value]: event.target.checked })}
        >
          {control.text(option.label)}
        </Checkbox>
      ))}
    </div>
  );
}

export function CheckboxControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  return (
    <Checkbox
      id={control.aria.id}
      aria-describedby={control.aria["aria-describedby"]}
      checked={control.value === true}
      onChange={(event) => control.set(event.target.checked)}
    >
      {control.text(component.label)}
    </Checkbox>
  );
}

function TimeControl({ component, path }: ControlProps) {
  const control = useControl({ component, path });
  return (
    <input
      {...control.aria}
      className="ow-select"
      type="time"
      value={asText(control.value).slice(0, "08:30".length)}
      onChange={(event) => {
        const { value } = event.target;
        // Form.io keeps seconds: 08:30:00
        control.set(value.length === "08:30".length ? `${value}:00` : value);
      }}
    />
  );
}

/** The control of a field by its type. */
export function FieldControl({ uploads, ...props }: ControlProps & { uploads: string | null }) {
  const { component } = props;
  if (component.properties?.mask !== undefined) return <MaskedControl {...props} />;
  switch (component.type) {
    case "textarea":
      return <AreaControl {...props} />;
    case "number":
    case "currency":
      return <NumberControl {...props} />;
    case "select":
      return <SelectControl {...props} />;
    case "radio":
      return <RadioControl {...props} />;
    case "selectboxes":
      return <BoxesControl {...props} />;
    case "datetime":
      return <DateControl {...props} />;
    case "time":
      return <TimeControl {...props} />;
    case "file":
      return uploads === null ? null : <FilesControl {...props} base={uploads} />;
    default:
      return <TextControl {...props} />;
  }
}
