/** A Form.io form as its builder stores it, as far as the declarative subset reaches. */
export interface FormDefinition {
  title: string;
  display?: "form";
  components: FormComponent[];
  /** Form.io's own translation table: text as it stands in the form → English. */
  i18n?: { en?: Record<string, string> };
  [extra: string]: unknown;
}

export interface FormOption {
  label: string;
  value: string;
}

/** JSON Logic, limited to the operators of `jsonLogicOperators`. */
export type JsonLogic = null | boolean | number | string | JsonLogic[] | { [operator: string]: JsonLogic };

export interface FormComponent {
  type: string;
  key: string;
  label?: string;
  description?: string;
  placeholder?: string;
  tooltip?: string;
  prefix?: string;
  suffix?: string;
  input?: boolean;
  hidden?: boolean;
  disabled?: boolean;
  clearOnHide?: boolean;
  multiple?: boolean;
  defaultValue?: unknown;
  /** Radio, select boxes. */
  values?: FormOption[];
  /** Select. */
  data?: { values?: FormOption[] };
  dataSrc?: string;
  components?: FormComponent[];
  columns?: { components: FormComponent[]; width?: number }[];
  title?: string;
  legend?: string;
  /** Plain text of a `content` component. */
  html?: string;
  rows?: number;
  format?: string;
  enableTime?: boolean;
  addAnother?: string;
  calculateValue?: JsonLogic;
  calculateServer?: boolean;
  conditional?: {
    show?: boolean | string | null;
    when?: string | null;
    eq?: string;
    conjunction?: "all" | "any";
    conditions?: { component: string; operator: string; value?: unknown }[];
    json?: JsonLogic;
  };
  validate?: {
    required?: boolean;
    minLength?: number | string;
    maxLength?: number | string;
    min?: number | string;
    max?: number | string;
    pattern?: string;
    minSelectedCount?: number | string;
    maxSelectedCount?: number | string;
    customMessage?: string;
    json?: JsonLogic;
    step?: string;
  };
  /** Own error text per rule, e.g. `{ "required": "…" }`. */
  errors?: Record<string, string>;
  properties?: FieldProperties;
  filePattern?: string;
  fileMaxSize?: string;
  [extra: string]: unknown;
}

/** What OneWindow keeps in Form.io's free `properties` of a component. */
export interface FieldProperties {
  /** Items that read this field. */
  usedBy?: string[];
  /** Why an item reads it, by item id. */
  why?: Record<string, string>;
  mask?: "id-card" | "phone";
  unit?: string;
  prefillLocked?: boolean;
  /** Material that proves the value. */
  provesBy?: string;
  /** Help beside the form: how to fill it, what a change does. */
  help?: string;
  effect?: string;
  /** Consequence of an option, by value. */
  consequences?: Record<string, string>;
  [extra: string]: unknown;
}

export interface TextPair {
  zh: string;
  en: string;
}

/** One thing wrong with submitted data. `path` is dotted, rows as `members[0].name`. */
export interface DataError {
  path: string;
  code: string;
  message: TextPair;
}

/** One thing wrong with a form definition. `place` is the path of components, e.g. `components[2].validate.custom`. */
export interface FormFault {
  place: string;
  code: string;
  message: TextPair;
}
