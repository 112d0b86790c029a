import { componentTypes } from "@onewindow/forms";
import type { FormComponent } from "@onewindow/forms";
import type { FormDefinition as WireForm, FormPart } from "@onewindow/server/api";
import { useMemo, useState } from "react";
import { useLanguage } from "../i18n/use-text.ts";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { FormContext, useStoreValue } from "./form-context.ts";
import type { FormFacts } from "./form-context.ts";
import { FormStore } from "./form-store.ts";
import type { FormStoreOptions } from "./form-store.ts";
import "./forms.css";
import { Nodes, PanelCard } from "./form-nodes.tsx";
import { fieldId, toForm } from "./wire.ts";

/** The store of a form, made once; give the page a `key` to start with another form. */
export function useFormStore(
  form: WireForm,
  data: Record<string, unknown>,
  options: FormStoreOptions = {},
): FormStore {
  const [store] = useState(() => new FormStore(toForm(form), data, options));
  return store;
}

export interface FormRendererProps {
  store: FormStore;
  /** Section of the case's data that the form stands for, e.g. `food`; leave out for a form of its own. */
  section?: string;
  provenance?: FormFacts["provenance"];
  readers?: FormPart["readers"];
  items?: FormPart["items"];
  onlyItem?: string | null;
  readOnly?: boolean;
  /** API path below which files of the fields are kept, e.g. `/drafts/<id>`. */
  uploads?: string | null;
  /** Called when a person asks who reads a field. */
  onReaders?: FormFacts["onReaders"];
  /** Top-level panels as cards (a page), or everything in one flow (a pane, a dialog). */
  layout?: "cards" | "flow";
}

type Block = { kind: "panel"; component: FormComponent } | { kind: "loose"; components: FormComponent[] };

/** Panels are cards of their own; what stands between them shares one. */
function blocksOf(components: FormComponent[]): Block[] {
  const blocks: Block[] = [];
  for (const component of components) {
    const kind = componentTypes[component.type];
    if (kind === "layout" && component.type !== "columns") blocks.push({ kind: "panel", component });
    else {
      const last = blocks.at(-1);
      if (last?.kind === "loose") last.components.push(component);
      else blocks.push({ kind: "loose", components: [component] });
    }
  }
  return blocks;
}

const none = {};

/** Draws a form of the declarative Form.io subset: summary of errors, then its fields. */
export function FormRenderer({
  store,
  section = "",
  provenance = none,
  readers = none,
  items = [],
  onlyItem = null,
  readOnly = false,
  uploads = null,
  onReaders = null,
  layout = "cards",
}: FormRendererProps) {
  const language = useLanguage();
  const facts = useMemo<FormFacts>(
    () => ({
      store,
      form: store.form,
      language,
      section,
      provenance,
      readers,
      items,
      onlyItem,
      readOnly,
      uploads,
      onReaders,
    }),
    [store, language, section, provenance, readers, items, onlyItem, readOnly, uploads, onReaders],
  );
  const blocks = useMemo(() => blocksOf(store.form.components), [store]);
  return (
    <FormContext value={facts}>
      <FormErrors store={store} />
      {layout === "flow" ? (
        <Nodes components={store.form.components} prefix="" />
      ) : (
        <div className="form-cards">
          {blocks.map((block) =>
            block.kind === "panel" ? (
              <PanelCard key={block.component.key} component={block.component} />
            ) : (
              <section key={block.components[0]?.key} className="card form-card">
                <Nodes components={block.components} prefix="" />
              </section>
            ),
          )}
        </div>
      )}
    </FormContext>
  );
}

/** The summary, after a try of the whole form. */
export function FormErrors({ store }: { store: FormStore }) {
  const language = useLanguage();
  const errors = useStoreValue(store, (current) => current.snapshot.errors);
  const attempt = useStoreValue(store, (current) => current.snapshot.attempt);
  if (attempt === 0) return null;
  const list = [...errors.values()].map((error) => ({
    target: fieldId(error.path),
    text: error.message[language],
  }));
  return <ErrorSummary errors={list} attempt={attempt} />;
}
