import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { FormComponent } from "@onewindow/forms";
import { memo } from "react";
import type { ReactNode } from "react";
import { useServerText, useText } from "../i18n/use-text.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { ProvenanceBadge } from "../ui/provenance-badge.tsx";
import { useFormFacts, useStoreValue } from "./form-context.ts";
import { formTexts } from "./texts.ts";
import { fieldId, inLanguage, isLocked, lookUp } from "./wire.ts";

/** Ids that tie label, hint and error to the input. */
export function describedBy(path: string, hint: boolean, error: boolean): string | undefined {
  const id = fieldId(path);
  const parts = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** Badge, report and number of readers at a label. */
function LabelEnd({ component, path }: { component: FormComponent; path: string }) {
  const t = useText(formTexts);
  const s = useServerText();
  const { form, language, provenance, readers, section, readOnly, onReaders } = useFormFacts();
  const label = inLanguage(form, language, component.label);
  const source = lookUp(provenance, section, path);
  const locked = isLocked(component, source);
  const count = lookUp(readers, section, path)?.length ?? 0;
  if ((source === undefined || readOnly) && count === 0) return null;
  return (
    <span className="field-end">
      {source !== undefined && locked && !readOnly ? (
        <Disclosure className="link-button" align="end" label={t("report")} name={`${t("report")} ${label}`}>
          {() => <p className="caption">{t("reportHow", { source: s(source.label) })}</p>}
        </Disclosure>
      ) : null}
      {source !== undefined && !locked && !readOnly ? (
        <button
          type="button"
          className="link-button"
          onClick={() => document.getElementById(fieldId(path))?.focus()}
        >
          {t("notRight")}
          <span className="visually-hidden"> {label}</span>
        </button>
      ) : null}
      {count > 0 && onReaders !== null ? (
        <button type="button" className="link-button readers" onClick={() => onReaders(path)}>
          {t("readBy", { n: count })}
          <span className="visually-hidden"> {label}</span>
        </button>
      ) : null}
      {count > 0 && onReaders === null ? <span className="muted">{t("readBy", { n: count })}</span> : null}
    </span>
  );
}

interface FieldFrameProps {
  component: FormComponent;
  path: string;
  /** A group of controls: label and texts are a legend's. */
  group?: boolean;
  wide?: boolean;
  children: ReactNode;
}

/** Label above, hint before, error above the input (screens.md 4). */
export const FieldFrame = memo(function FieldFrame({
  component,
  path,
  group = false,
  wide = false,
  children,
}: FieldFrameProps) {
  const t = useText(formTexts);
  const { store, form, language, provenance, section, readOnly } = useFormFacts();
  const error = useStoreValue(store, (current) => current.snapshot.errors.get(path));
  const source = lookUp(provenance, section, path);
  const id = fieldId(path);
  const label = inLanguage(form, language, component.label);
  const hint = inLanguage(form, language, component.description);
  const required = component.validate?.required === true;
  const words = (
    <>
      {label}
      {!required && !readOnly && component.type !== "checkbox" ? (
        <span className="optional"> {t("optional")}</span>
      ) : null}
      {source !== undefined ? <ProvenanceBadge kind={source.source} /> : null}
    </>
  );
  const notes = (
    <>
      {hint !== "" ? (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      ) : null}
      {error !== undefined ? (
        <span className="field-error" id={`${id}-error`}>
          <CloseCircleFilled aria-hidden /> {error.message[language]}
        </span>
      ) : null}
    </>
  );
  const className = `field${error !== undefined ? " wrong" : ""}${wide ? " wide" : ""}`;
  const events = {
    onFocus: () => store.focus(path),
    onBlur: (event: React.FocusEvent<HTMLElement>) => {
      if (!event.currentTarget.contains(event.relatedTarget)) store.blur(path);
    },
  };
  if (group) {
    return (
      <div
        className={className}
        {...events}
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy(path, hint !== "", error !== undefined)}
      >
        <span className="field-head">
          <span className="field-label" id={`${id}-label`}>
            {words}
          </span>
          <LabelEnd component={component} path={path} />
        </span>
        {notes}
        {children}
      </div>
    );
  }
  return (
    <div className={className} {...events}>
      <span className="field-head">
        <label className="field-label" htmlFor={id}>
          {words}
        </label>
        <LabelEnd component={component} path={path} />
      </span>
      {notes}
      {children}
    </div>
  );
});
