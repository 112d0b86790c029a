/**
 * What a form holds while it is filled in: values, hidden fields, errors, the field in focus. One store a form; fields
 * subscribe to their own value, so that a key press draws one field (400 fields in < 100 ms).
 */
import { checkShape, checkSubmission, processForm, valueAt } from "@onewindow/forms";
import type { DataError, FormDefinition, ShapeContext } from "@onewindow/forms";
import { setAt } from "./set-at.ts";

/** Whose a file is, the server knows. */
const SHAPE: ShapeContext = { files: "unchecked" };

export interface FormSnapshot {
  data: Record<string, unknown>;
  hidden: ReadonlySet<string>;
  errors: ReadonlyMap<string, DataError>;
  /** Grows with each check of the whole form; the summary takes the focus when it does. */
  attempt: number;
  focus: string | null;
}

export interface FormStoreOptions {
  /** Called after a person changed a value. */
  onChange?: (data: Record<string, unknown>) => void;
  /** Puts the slow part (conditions, calculated values) off; tests run it at once. */
  later?: (run: () => void) => void;
}

export class FormStore {
  readonly form: FormDefinition;
  #state: FormSnapshot;
  #listeners = new Set<() => void>();
  #options: FormStoreOptions;
  #pending = false;

  constructor(form: FormDefinition, data: Record<string, unknown>, options: FormStoreOptions = {}) {
    this.form = form;
    this.#options = options;
    const processed = processForm(form, data, { validate: false });
    this.#state = {
      data: processed.data,
      hidden: processed.hidden,
      errors: new Map(),
      attempt: 0,
      focus: null,
    };
  }

  get snapshot(): FormSnapshot {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  #change(part: Partial<FormSnapshot>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  value(path: string): unknown {
    return valueAt(this.#state.data, path);
  }

  /** A person's change. Conditions and calculated values follow in a moment, once for many keys. */
  set(path: string, value: unknown): void {
    this.#change({ data: setAt(this.#state.data, path, value) });
    this.#options.onChange?.(this.#state.data);
    this.#settleLater();
  }

  #settleLater(): void {
    if (this.#pending) return;
    this.#pending = true;
    const later = this.#options.later ?? ((run: () => void) => setTimeout(run, 60));
    later(() => {
      this.#pending = false;
      this.settle();
    });
  }

  /** Runs conditions and calculations now; fields with an error are checked again. */
  settle(): void {
    const before = this.#state;
    const processed = processForm(this.form, before.data, { validate: before.errors.size > 0 });
    const calculated = JSON.stringify(processed.data) !== JSON.stringify(before.data);
    const hidden = sameSet(processed.hidden, before.hidden) ? before.hidden : processed.hidden;
    const errors = before.errors.size === 0 ? before.errors : this.#stillWrong(before, processed.errors);
    if (calculated || hidden !== before.hidden || errors !== before.errors) {
      this.#change({ hidden, errors, data: calculated ? processed.data : before.data });
    }
  }

  #check(): Map<string, DataError> {
    return firstPerPath(checkSubmission(this.form, this.#state.data, SHAPE).errors);
  }

  /** Errors shown before that still stand; new ones wait until their field is left. One run of the form gives both. */
  #stillWrong(before: FormSnapshot, checked: DataError[]): ReadonlyMap<string, DataError> {
    const now = firstPerPath([...checkShape(this.form, before.data, SHAPE).errors, ...checked]);
    const kept = new Map(
      [...before.errors.keys()].flatMap((path) => (now.has(path) ? [[path, now.get(path)!]] : [])),
    );
    return kept.size === before.errors.size &&
      [...kept].every(([path, error]) => same(error, before.errors.get(path)))
      ? before.errors
      : kept;
  }

  /** Leaving a field: it is checked once it holds something, or after a first try of the whole form. */
  blur(path: string): void {
    const value = this.value(path);
    const empty = value === undefined || value === null || value === "";
    if (empty && this.#state.attempt === 0) return;
    this.settle();
    const found = this.#check();
    const errors = new Map(this.#state.errors);
    errors.delete(path);
    const error = found.get(path);
    if (error !== undefined) errors.set(path, error);
    this.#change({ errors });
  }

  focus(path: string | null): void {
    if (path !== this.#state.focus) this.#change({ focus: path });
  }

  /** Checks everything; answers the errors, which the fields and the summary show. */
  checkAll(): DataError[] {
    this.settle();
    const errors = this.#check();
    this.#change({ errors, attempt: this.#state.attempt + 1 });
    return [...errors.values()];
  }

  /** Errors that the server found; they stand where the browser's would. */
  showErrors(errors: DataError[]): void {
    this.#change({ errors: firstPerPath(errors), attempt: this.#state.attempt + 1 });
  }

  /** Other data for the same form (merged after a conflict, read again from the server). */
  replace(data: Record<string, unknown>): void {
    const processed = processForm(this.form, data, { validate: false });
    this.#change({ data: processed.data, hidden: processed.hidden });
  }
}

function firstPerPath(errors: DataError[]): Map<string, DataError> {
  const map = new Map<string, DataError>();
  for (const error of errors) if (!map.has(error.path)) map.set(error.path, error);
  return map;
}

function same(a: DataError | undefined, b: DataError | undefined): boolean {
  return a?.code === b?.code && a?.message.zh === b?.message.zh;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((entry) => b.has(entry));
}
