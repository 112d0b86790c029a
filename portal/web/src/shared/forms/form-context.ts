import type { FormDefinition } from "@onewindow/forms";
import type { FormPart, Language, Provenance } from "@onewindow/server/api";
import { createContext, use, useSyncExternalStore } from "react";
import type { FormStore } from "./form-store.ts";

/** What a field needs to know besides its own definition. */
export interface FormFacts {
  store: FormStore;
  form: FormDefinition;
  language: Language;
  /** Section of the case's data that the form is (`food`), for looking up paths; "" for a form of its own. */
  section: string;
  provenance: Provenance;
  readers: FormPart["readers"];
  items: FormPart["items"];
  /** Only fields that this item reads are drawn; null draws all. */
  onlyItem: string | null;
  readOnly: boolean;
  /** API path below which files of the form's fields are kept (`/drafts/<id>`); null: no place for them. */
  uploads: string | null;
  /** Shows who reads a field (beside the form, or in a sheet); null where the page has no such place. */
  onReaders: ((path: string) => void) | null;
}

export const FormContext = createContext<FormFacts | null>(null);

export function useFormFacts(): FormFacts {
  const facts = use(FormContext);
  if (facts === null) throw new Error("A form field stands outside a FormRenderer");
  return facts;
}

/** One value of the store's snapshot; the component is drawn again only when that value changes. */
export function useStoreValue<T>(store: FormStore, read: (store: FormStore) => T): T {
  return useSyncExternalStore(store.subscribe, () => read(store));
}
