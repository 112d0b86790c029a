import { checkSubmission } from "@onewindow/forms";
import type { DataError } from "@onewindow/forms";
import type { FormDefinition } from "@onewindow/server/api";
import { useEffect, useRef } from "react";
import { ApiError } from "../../shared/api/errors.ts";
import { FormRenderer, useFormStore } from "../../shared/forms/form-renderer.tsx";
import { toForm } from "../../shared/forms/wire.ts";
import type { TaskWork } from "./use-task-work.ts";

/** The form without some top-level components (drawn elsewhere, or not asked for this outcome). */
function without(form: FormDefinition, keys: readonly string[]): FormDefinition {
  return {
    ...form,
    components: form.components.filter((component) => !keys.includes(String(component["key"]))),
  };
}

/** Whether the form asks for an opinion, which the bar at the bottom holds. */
export function hasOpinion(form: FormDefinition | null): boolean {
  return form?.components.some((component) => component["key"] === "opinion") ?? false;
}

/** What keeps the form from being completed with this data. */
export function formErrors(
  form: FormDefinition,
  data: Record<string, unknown>,
  leftOut: readonly string[] = [],
): DataError[] {
  return checkSubmission(toForm(without(form, leftOut)), data).errors;
}

/** What the server refused, field by field: it stands where the form's own errors do. */
function refusedFields(error: Error | null): DataError[] {
  if (!(error instanceof ApiError)) return [];
  return (error.problem.errors ?? []).flatMap(({ pointer, code, detail }) =>
    pointer.startsWith("/data/")
      ? [
          {
            path: pointer.slice("/data/".length).replaceAll("/", "."),
            code,
            message: { zh: detail, en: detail },
          },
        ]
      : [],
  );
}

interface TaskFormProps {
  form: FormDefinition;
  work: TaskWork;
  without?: readonly string[];
  /** Grows when somebody tried to complete: then everything is checked and the summary takes the focus. */
  attempt: number;
}

/** The task's own form in a pane; a fresh store for each set of left-out parts. */
export function TaskForm(props: TaskFormProps) {
  const leftOut = props.without ?? [];
  const part = without(props.form, leftOut);
  if (part.components.length === 0) return null;
  return <PartForm key={leftOut.join(",")} {...props} form={part} />;
}

function PartForm({ form, work, attempt }: TaskFormProps) {
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  });
  const store = useFormStore(form, work.data, {
    onChange: (data) => latest.current.change({ ...latest.current.data, ...data }),
  });
  useEffect(() => {
    if (attempt > 0) store.checkAll();
  }, [attempt, store]);
  const { error } = work;
  useEffect(() => {
    const found = refusedFields(error);
    if (found.length > 0) store.showErrors(found);
  }, [error, store]);
  return (
    <div className="wb-side wb-taskform">
      <FormRenderer store={store} layout="flow" readOnly={!work.mine} />
    </div>
  );
}
