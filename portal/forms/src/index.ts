/** Forms: the declarative Form.io subset, one code for browser and server. */
export type {
  DataError,
  FieldProperties,
  FormComponent,
  FormDefinition,
  FormFault,
  FormOption,
  JsonLogic,
  TextPair,
} from "./types.ts";
export { componentTypes, limits as formLimits, type ComponentData } from "./component-types.ts";
export { subsetFaults, summarizeFaults } from "./subset.ts";
export { childrenOf, fieldsOf, optionsOf, walkComponents, type FormField } from "./walk.ts";
export { formText, visibleTexts } from "./texts.ts";
export {
  checkShape,
  isRealDate,
  type HeldFile,
  type HeldFiles,
  type Shaped,
  type ShapeContext,
} from "./shape.ts";
export { FIELD_MATERIAL, fieldMaterial, fileRules, type FileRules } from "./file-rules.ts";
export { at as valueAt, processForm, type Processed } from "./process.ts";
export { checkSubmission, type Checked } from "./check.ts";
