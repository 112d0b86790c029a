import { useId } from "react";

/** A labelled input of this page, with its hint and its error. */
export function Field({
  id,
  label,
  hint,
  error,
  value,
  rows,
  onChange,
}: {
  id?: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  /** More than one line when given. */
  rows?: number;
  onChange: (value: string) => void;
}) {
  const own = useId();
  const name = id ?? own;
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  const common = {
    id: name,
    value,
    "aria-invalid": error !== undefined,
    "aria-describedby": described === "" ? undefined : described,
  };
  return (
    <p className="cal-field">
      <label htmlFor={name}>{label}</label>
      {hint === undefined ? null : (
        <span className="caption muted" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error === undefined ? null : (
        <span className="cal-error" id={`${name}-error`}>
          {error}
        </span>
      )}
      {rows === undefined ? (
        <input {...common} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
    </p>
  );
}
