import EyeInvisibleOutlined from "@ant-design/icons/es/icons/EyeInvisibleOutlined";
import EyeOutlined from "@ant-design/icons/es/icons/EyeOutlined";
import { fieldsOf } from "@onewindow/forms";
import type { FormPart } from "@onewindow/server/api";
import { useMemo } from "react";
import { useLanguage, useServerText, useText } from "../i18n/use-text.ts";
import { useStoreValue } from "./form-context.ts";
import type { FormStore } from "./form-store.ts";
import { formTexts } from "./texts.ts";
import { inLanguage, lookUp, patternOf } from "./wire.ts";

interface FieldRailProps {
  store: FormStore;
  section: string;
  readers: FormPart["readers"];
  items: FormPart["items"];
}

/** The field in focus: who reads it and why, who does not, how to fill it, what a change does. */
export function FieldRail({ store, section, readers, items }: FieldRailProps) {
  const t = useText(formTexts);
  const s = useServerText();
  const language = useLanguage();
  const focus = useStoreValue(store, (current) => current.snapshot.focus);
  const components = useMemo(
    () => new Map(fieldsOf(store.form).map((field) => [field.path, field.component])),
    [store],
  );
  const component = focus === null ? undefined : components.get(patternOf(focus));
  if (focus === null || component === undefined) {
    return (
      <section className="card">
        <p className="caption muted">{t("thisField")}</p>
        <p className="caption">{t("thisFieldHint")}</p>
      </section>
    );
  }
  const text = (source: string | undefined): string => inLanguage(store.form, language, source);
  const reading = lookUp(readers, section, focus) ?? [];
  const readingIds = new Set(reading.map((reader) => reader.item));
  const readingDepartments = new Set(
    items.filter((item) => readingIds.has(item.id)).map((item) => item.department.id),
  );
  const unseen = new Map(
    items
      .filter((item) => !readingDepartments.has(item.department.id))
      .map((item) => [item.department.id, s(item.department.name)]),
  );
  const help = text(component.properties?.help);
  const effect = text(component.properties?.effect);
  return (
    <section className="card field-rail">
      <p className="caption muted">{t("thisField")}</p>
      <h2>{text(component.label)}</h2>
      <p className="caption">{reading.length === 0 ? t("nobody") : t("readers", { n: reading.length })}</p>
      <ul>
        {reading.map((reader) => {
          const item = items.find((entry) => entry.id === reader.item);
          return (
            <li key={reader.item}>
              <EyeOutlined aria-hidden />
              <span>
                <strong>{s(item?.department.name)}</strong> {s(item?.name)}
                <small>{reader.why === null ? t("whyDefault") : s(reader.why)}</small>
              </span>
            </li>
          );
        })}
        {unseen.size > 0 ? (
          <li className="unseen">
            <EyeInvisibleOutlined aria-hidden />
            <span>{t("notSeen", { who: [...unseen.values()].join(t("joiner")) })}</span>
          </li>
        ) : null}
      </ul>
      {help !== "" ? (
        <>
          <h3>{t("howTo")}</h3>
          <p>{help}</p>
        </>
      ) : null}
      {effect !== "" ? (
        <>
          <h3>{t("effect")}</h3>
          <p>{effect}</p>
        </>
      ) : null}
    </section>
  );
}
