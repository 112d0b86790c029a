import { fieldsOf } from "@onewindow/forms";
import type { Draft, FormPart } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import { useLocation, useParams } from "react-router";
import { SaveStateLine } from "../../shared/autosave/save-state.tsx";
import { ConflictDialog } from "../../shared/conflict/conflict-dialog.tsx";
import { FieldRail } from "../../shared/forms/field-rail.tsx";
import { FormRenderer } from "../../shared/forms/form-renderer.tsx";
import { formTexts } from "../../shared/forms/texts.ts";
import { valueText } from "../../shared/forms/value-text.ts";
import { fieldId, inLanguage, patternOf } from "../../shared/forms/wire.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useGo, useLanguage, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { ErrorState } from "../../shared/states/states.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { ProvenanceBadge } from "../../shared/ui/provenance-badge.tsx";
import { Sheet } from "../../shared/ui/sheet.tsx";
import "../draft/draft.css";
import { PartCrumbs, PartTitle, PartsRail, partHref } from "../draft/part-head.tsx";
import { partQuery, useDraft } from "../draft/queries.ts";
import { draftTexts } from "../draft/texts.ts";
import { formPageTexts } from "./texts.ts";
import { usePartForm } from "./use-part-form.ts";

function SourceLine() {
  const t = useText(formTexts);
  return (
    <p className="source-line caption muted">
      {t("marks")}
      <ProvenanceBadge kind="licence" />
      <ProvenanceBadge kind="register" />
      <ProvenanceBadge kind="last" />
      <ProvenanceBadge kind="counter" />
      {t("marksNone")}
    </p>
  );
}

function OnlyItem({
  part,
  value,
  onChange,
}: {
  part: FormPart;
  value: string | null;
  onChange: (item: string | null) => void;
}) {
  const t = useText(formTexts);
  const s = useServerText();
  const reading = new Set(
    Object.values(part.readers).flatMap((readers) => readers.map((reader) => reader.item)),
  );
  const items = part.items.filter((item) => reading.has(item.id));
  if (items.length < 2) return null;
  return (
    <label className="only-item caption">
      <span className="muted">{t("onlyFor")}</span>
      <select
        className="ow-select"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
      >
        <option value="">{t("allDepartments")}</option>
        {items.map((item) => (
          <option key={item.id} value={item.id}>
            {s(item.name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function PartForm({ draft, part }: { draft: Draft; part: FormPart }) {
  const t = useText(formPageTexts);
  const d = useText(draftTexts);
  const f = useText(formTexts);
  const language = useLanguage();
  const format = useFormat();
  const go = useGo();
  const { hash } = useLocation();
  const id = part.part.id;
  const editing = usePartForm(draft.id, part, draft.savedAt);
  const { store, form, autosave } = editing;
  const [only, setOnly] = useState<string | null>(null);
  const [sheet, setSheet] = useState(false);
  const showReaders = useCallback(
    (path: string) => {
      store.focus(path);
      setSheet(matchMedia("(max-width: 1023px)").matches);
    },
    [store],
  );
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    if (hash === "") return;
    const field = document.getElementById(fieldId(decodeURIComponent(hash.slice(1))));
    field?.scrollIntoView({ block: "center" });
    field?.focus();
  }, [hash]);
  const { flush } = autosave;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void flush();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [flush]);

  const next = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const complete = await editing.check();
      if (complete) go(part.next === null ? `/apply/${draft.id}` : partHref(draft, part.next));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const components = new Map(fieldsOf(form).map((field) => [field.path, field.component]));
  const words = { yes: f("yes"), no: f("no"), joiner: f("joiner") };
  return (
    <>
      <PartCrumbs draft={draft} part={id} />
      <div className="two-columns">
        <div>
          <div className="part-title-line">
            <div>
              <PartTitle draft={draft} part={id} />
            </div>
            <OnlyItem part={part} value={only} onChange={setOnly} />
          </div>
          <SourceLine />
          {editing.restored !== null ? (
            <p className="form-note" role="status">
              {t("restored", { at: format.dayTime(editing.restored.at) })}
            </p>
          ) : null}
          <FormRenderer
            store={store}
            section={id}
            provenance={part.provenance}
            readers={part.readers}
            items={part.items}
            onlyItem={only}
            uploads={`/drafts/${draft.id}`}
            onReaders={showReaders}
          />
          {failure !== null ? <ErrorState error={failure} /> : null}
          <div className="part-actions">
            <ButtonLink size="large" to={`/apply/${draft.id}`}>
              {d("backToList")}
            </ButtonLink>
            <Button type="primary" size="large" loading={busy} onClick={() => void next()}>
              {d("saveNext")}
            </Button>
            <SaveStateLine autosave={autosave} onConflict={editing.openConflict} />
          </div>
        </div>
        <aside className="stack rail-aside">
          <PartsRail draft={draft} part={id} />
          <FieldRail store={store} section={id} readers={part.readers} items={part.items} />
        </aside>
      </div>
      {sheet ? (
        <Sheet title={f("thisField")} onClose={() => setSheet(false)}>
          <FieldRail store={store} section={id} readers={part.readers} items={part.items} />
        </Sheet>
      ) : null}
      {editing.conflict !== null ? (
        <ConflictDialog
          merge={editing.conflict}
          who={
            draft.editors[0] === undefined
              ? ""
              : t("editor", { name: draft.editors[0].name, at: format.dayTime(draft.editors[0].at) })
          }
          label={(path) => inLanguage(form, language, components.get(patternOf(path))?.label) || path}
          show={(path, value) => {
            const component = components.get(patternOf(path));
            return component === undefined
              ? String(value ?? "")
              : valueText(form, component, value, language, words);
          }}
          onApply={editing.settleConflict}
          onClose={editing.closeConflict}
        />
      ) : null}
    </>
  );
}

/** C6: one part of the merged form. */
export function FormPage() {
  const { draft: id = "", part: partId = "" } = useParams();
  const draft = useDraft(id);
  const part = useQuery(partQuery(id, partId));
  return (
    <Async query={draft}>
      {(data) => (
        <Async query={part}>
          {(form) => <PartForm key={`${id}/${form.part.id}`} draft={data} part={form} />}
        </Async>
      )}
    </Async>
  );
}
