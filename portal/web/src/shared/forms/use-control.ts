import type { FormComponent } from "@onewindow/forms";
import { useFormFacts, useStoreValue } from "./form-context.ts";
import { describedBy } from "./field-frame.tsx";
import { fieldId, inLanguage } from "./wire.ts";

export interface ControlProps {
  component: FormComponent;
  path: string;
}

/** What every control says about itself to assistive technology. */
export function useControl({ component, path }: ControlProps) {
  const { store, form, language } = useFormFacts();
  const value = useStoreValue(store, (current) => current.value(path));
  const wrong = useStoreValue(store, (current) => current.snapshot.errors.has(path));
  const hint = component.description !== undefined && component.description !== "";
  return {
    store,
    value,
    set: (next: unknown) => store.set(path, next),
    text: (source: string | undefined) => inLanguage(form, language, source),
    aria: {
      id: fieldId(path),
      "aria-describedby": describedBy(path, hint, wrong),
      "aria-invalid": wrong ? true : undefined,
      "aria-required": component.validate?.required === true ? true : undefined,
    },
    status: wrong ? ("error" as const) : undefined,
  };
}
