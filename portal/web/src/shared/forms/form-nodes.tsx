import DeleteOutlined from "@ant-design/icons/es/icons/DeleteOutlined";
import PlusOutlined from "@ant-design/icons/es/icons/PlusOutlined";
import { childrenOf, componentTypes } from "@onewindow/forms";
import type { FormComponent } from "@onewindow/forms";
import { Button } from "antd";
import { memo } from "react";
import { announce } from "../ui/announcer.tsx";
import { useServerText, useText } from "../i18n/use-text.ts";
import { CheckboxControl, FieldControl, LockedControl } from "./controls.tsx";
import { FieldFrame } from "./field-frame.tsx";
import { FileLinks } from "./file-links.tsx";
import { useFormFacts, useStoreValue } from "./form-context.ts";
import type { FormFacts } from "./form-context.ts";
import { formTexts } from "./texts.ts";
import { valueText } from "./value-text.ts";
import { fieldId, filesOf, inLanguage, isLocked, lookUp } from "./wire.ts";

interface NodeProps {
  component: FormComponent;
  /** Path before the component's key, with its dot: `address.`, `people[0].`. */
  prefix: string;
}

/** Fields that are short enough to stand two in a row. */
function isShort(component: FormComponent): boolean {
  if (["number", "currency", "select", "datetime", "time", "phoneNumber", "email"].includes(component.type))
    return true;
  if (component.properties?.mask !== undefined) return true;
  return component.type === "textfield" && Number(component.validate?.maxLength ?? 500) <= 60;
}

/** Whether the chosen item reads anything of this component. */
function isRead(facts: FormFacts, component: FormComponent, path: string): boolean {
  if (facts.onlyItem === null) return true;
  const children = childrenOf(component);
  const kind = componentTypes[component.type];
  if (children.length > 0) {
    const inner =
      kind === "rows"
        ? `${path}[0].`
        : kind === "object"
          ? `${path}.`
          : path.slice(0, path.length - component.key.length);
    return children.some((child) => isRead(facts, child, inner + child.key));
  }
  const readers = lookUp(facts.readers, facts.section, path);
  return readers?.some((reader) => reader.item === facts.onlyItem) ?? false;
}

function useHidden(component: FormComponent, path: string): boolean {
  const facts = useFormFacts();
  const hidden = useStoreValue(facts.store, (store) => store.snapshot.hidden.has(path));
  return hidden || component.hidden === true || !isRead(facts, component, path);
}

function ReadOnlyField({ component, path }: { component: FormComponent; path: string }) {
  const t = useText(formTexts);
  const { store, form, language } = useFormFacts();
  const value = useStoreValue(store, (current) => current.value(path));
  const files = component.type === "file" ? filesOf(value) : [];
  if (files.length > 0)
    return (
      <div className="read-only" id={fieldId(path)}>
        <FileLinks files={files} />
      </div>
    );
  const words = { yes: t("yes"), no: t("no"), joiner: t("joiner") };
  return (
    <output className="read-only" id={fieldId(path)}>
      {valueText(form, component, value, language, words) || t("none")}
    </output>
  );
}

const Field = memo(function Field({ component, path }: { component: FormComponent; path: string }) {
  const { provenance, section, readOnly, uploads } = useFormFacts();
  if (useHidden(component, path)) return null;
  const kind = componentTypes[component.type];
  const wide = !isShort(component);
  if (readOnly || (kind === "files" && uploads === null)) {
    return (
      <FieldFrame component={component} path={path} wide={wide}>
        <ReadOnlyField component={component} path={path} />
      </FieldFrame>
    );
  }
  if (kind === "boolean") {
    return (
      <div className="field wide">
        <CheckboxControl component={component} path={path} />
      </div>
    );
  }
  const locked = isLocked(component, lookUp(provenance, section, path));
  const group = !locked && (component.type === "radio" || kind === "choices" || kind === "files");
  return (
    <FieldFrame component={component} path={path} wide={wide} group={group}>
      {locked ? (
        <LockedControl component={component} path={path} />
      ) : (
        <FieldControl component={component} path={path} uploads={uploads} />
      )}
    </FieldFrame>
  );
});

/** A repeated group: one card a row, added and removed by buttons. */
const Rows = memo(function Rows({ component, path }: { component: FormComponent; path: string }) {
  const t = useText(formTexts);
  const s = useServerText();
  const { store, form, language, readOnly } = useFormFacts();
  const rows = useStoreValue(store, (current) => {
    const value = current.value(path);
    return Array.isArray(value) ? value.length : 0;
  });
  if (useHidden(component, path)) return null;
  const list = (): unknown[] => {
    const value = store.value(path);
    return Array.isArray(value) ? (value as unknown[]) : [];
  };
  const add = (): void => {
    store.set(path, [...list(), {}]);
    requestAnimationFrame(() => {
      document
        .getElementById(`${fieldId(path)}-row-${rows}`)
        ?.querySelector<HTMLElement>("input, select, textarea")
        ?.focus();
    });
  };
  const remove = (index: number): void => {
    store.set(
      path,
      list().filter((_, at) => at !== index),
    );
    announce(t("rowRemoved", { n: index + 1 }));
    document.getElementById(fieldId(path))?.focus();
  };
  const addWords = inLanguage(form, language, component.addAnother) || t("addRow");
  return (
    <FieldFrame component={component} path={path} group wide>
      <div className="rows">
        {Array.from({ length: rows }, (_, index) => (
          <div
            key={index}
            className="row-card"
            id={`${fieldId(path)}-row-${index}`}
            role="group"
            aria-label={t("row", { n: index + 1 })}
          >
            <div className="row-head">
              <strong>{t("row", { n: index + 1 })}</strong>
              {readOnly ? null : (
                <button
                  type="button"
                  className="link-button"
                  aria-label={t("removeRow", { n: index + 1 })}
                  onClick={() => remove(index)}
                >
                  <DeleteOutlined aria-hidden /> {t("remove")}
                </button>
              )}
            </div>
            <Nodes components={component.components ?? []} prefix={`${path}[${index}].`} />
          </div>
        ))}
        {readOnly ? null : (
          <Button id={fieldId(path)} icon={<PlusOutlined aria-hidden />} onClick={add}>
            {addWords}
          </Button>
        )}
        {rows === 0 && readOnly ? <span className="muted">{s({ zh: t("none"), en: t("none") })}</span> : null}
      </div>
    </FieldFrame>
  );
});

function Group({ component, prefix }: NodeProps) {
  const { form, language } = useFormFacts();
  const kind = componentTypes[component.type];
  const path = prefix + component.key;
  if (useHidden(component, path)) return null;
  const title = inLanguage(
    form,
    language,
    component.title ?? component.legend ?? (kind === "object" ? component.label : undefined),
  );
  const inner = kind === "object" ? `${path}.` : prefix;
  if (component.type === "columns") return <Nodes components={childrenOf(component)} prefix={inner} />;
  return (
    <fieldset className="field-group">
      {title !== "" ? <legend>{title}</legend> : null}
      <Nodes components={childrenOf(component)} prefix={inner} />
    </fieldset>
  );
}

function TextBlock({ component }: { component: FormComponent }) {
  const { form, language } = useFormFacts();
  return <p className="form-note">{inLanguage(form, language, component.html)}</p>;
}

function Node({ component, prefix }: NodeProps) {
  const path = prefix + component.key;
  if (component.type === "hidden") return null;
  switch (componentTypes[component.type]) {
    case "layout":
    case "object":
      return <Group component={component} prefix={prefix} />;
    case "rows":
      return <Rows component={component} path={path} />;
    case "text":
      return <TextBlock component={component} />;
    default:
      return <Field component={component} path={path} />;
  }
}

/** Components of one level, in a grid of two columns. */
export function Nodes({ components, prefix }: { components: FormComponent[]; prefix: string }) {
  return (
    <div className="field-grid">
      {components.map((component) => (
        <Node key={component.key} component={component} prefix={prefix} />
      ))}
    </div>
  );
}

/** A panel on the first level is a card with a heading. */
export function PanelCard({ component }: { component: FormComponent }) {
  const { form, language } = useFormFacts();
  const title = inLanguage(form, language, component.title ?? component.legend ?? component.label);
  if (useHidden(component, component.key)) return null;
  const inner = componentTypes[component.type] === "object" ? `${component.key}.` : "";
  return (
    <section className="card form-card" aria-label={title}>
      <h2>{title}</h2>
      <Nodes components={childrenOf(component)} prefix={inner} />
    </section>
  );
}
