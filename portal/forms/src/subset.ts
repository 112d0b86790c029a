/**
 * The declarative subset: what a form definition may hold. Form.io runs strings of a form as JavaScript
 * (validate.custom, customConditional, calculateValue …) and lets it call addresses; a form is content, and content
 * is untrusted, so all of that is refused here, with the place named.
 */
import { fileFaults } from "./file-rules.ts";
import { componentTypes, conditionOperators, jsonLogicOperators, limits } from "./component-types.ts";
import { unsafePatternReason } from "./safe-pattern.ts";
import type { FormComponent, FormDefinition, FormFault, TextPair } from "./types.ts";
import { optionsOf, walkComponents } from "./walk.ts";

/** Settings that hold code or addresses, wherever they stand. */
const codeKeys = [
  "customDefaultValue",
  "customConditional",
  "custom",
  "onChange",
  "unique",
  "customPrivate",
  "logic",
  "encrypted",
  "template",
  "validateOn_custom",
  "overlay_custom",
  "fetch",
  "trigger",
  "customOptions",
  "widget_custom",
  "refreshOn",
  "storage_url",
];
const forbiddenNames = new Set(["__proto__", "prototype", "constructor"]);
const keyPattern = /^[A-Za-z][A-Za-z0-9_]{0,60}$/;

/** Every reason why a definition is not in the declarative subset; empty when it is. */
export function subsetFaults(definition: unknown): FormFault[] {
  const faults: FormFault[] = [];
  const fault = (place: string, code: string, zh: string, en: string) =>
    faults.push({ place, code, message: { zh, en } });
  if (!isRecord(definition) || !Array.isArray(definition["components"])) {
    fault(
      "",
      "not-a-form",
      "不是表单：缺少 components 数组",
      "Not a form: the array `components` is missing",
    );
    return faults;
  }
  const size = boundedSize(definition, fault);
  if (!size) return faults;
  if (typeof definition["title"] !== "string")
    fault("title", "title", "缺少标题 title", "`title` is missing");
  let count = 0;
  const form = definition as unknown as FormDefinition;
  if (!wellFormed(form.components, "components", fault, 0)) return faults;
  const seen = new Map<string, string>();
  walkComponents(form.components, (component, place, path) => {
    if (++count === limits.components + 1)
      fault(
        place,
        "too-many",
        `组件超过 ${limits.components} 个`,
        `More than ${limits.components} components`,
      );
    if (count > limits.components) return;
    checkComponent(component, place, fault);
    if (!path) return;
    const first = seen.get(path);
    if (first)
      fault(
        `${place}.key`,
        "duplicate-key",
        `字段 ${path} 已在 ${first} 出现`,
        `Field ${path} already stands at ${first}`,
      );
    else seen.set(path, place);
  });
  return faults;
}

type Report = (place: string, code: string, zh: string, en: string) => void;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses huge, deep or prototype-touching definitions before anything else looks at them. */
function boundedSize(root: unknown, fault: Report): boolean {
  let nodes = 0;
  let bytes = 0;
  const stack: { value: unknown; depth: number; place: string }[] = [{ value: root, depth: 0, place: "" }];
  while (stack.length > 0) {
    const { value, depth, place } = stack.pop()!;
    if (++nodes > 200_000 || bytes > limits.bytes) {
      fault(
        place,
        "too-large",
        `表单超过 ${limits.bytes / 1e6} MB`,
        `The form is larger than ${limits.bytes / 1e6} MB`,
      );
      return false;
    }
    if (depth > limits.depth * 4) {
      fault(place, "too-deep", "表单嵌套过深", "The form is nested too deeply");
      return false;
    }
    if (typeof value === "string") bytes += value.length;
    else if (typeof value === "function" || typeof value === "symbol" || typeof value === "bigint") {
      fault(place, "code", "表单里不能有函数", "A form holds data only, no functions");
      return false;
    } else if (Array.isArray(value))
      value.forEach((member, index) =>
        stack.push({ value: member, depth: depth + 1, place: `${place}[${index}]` }),
      );
    else if (isRecord(value)) {
      for (const key of Object.keys(value)) {
        bytes += key.length;
        const here = place ? `${place}.${key}` : key;
        if (forbiddenNames.has(key)) {
          fault(here, "forbidden-name", `不能使用名称 ${key}`, `The name ${key} is not allowed`);
          return false;
        }
        stack.push({ value: value[key], depth: depth + 1, place: here });
      }
    }
  }
  return true;
}

/** The tree has the shape that the walker relies on. */
function wellFormed(components: unknown, place: string, fault: Report, depth: number): boolean {
  if (!Array.isArray(components)) {
    fault(place, "not-a-list", "应为组件数组", "A list of components is expected");
    return false;
  }
  if (depth > limits.depth) {
    fault(place, "too-deep", `嵌套超过 ${limits.depth} 层`, `Nested deeper than ${limits.depth} levels`);
    return false;
  }
  return components.every((component, index) => {
    const here = `${place}[${index}]`;
    if (
      !isRecord(component) ||
      typeof component["type"] !== "string" ||
      typeof component["key"] !== "string"
    ) {
      fault(here, "not-a-component", "组件要有 type 和 key", "A component needs `type` and `key`");
      return false;
    }
    if (component["columns"] !== undefined && component["type"] === "columns") {
      if (!Array.isArray(component["columns"]))
        return wellFormed(component["columns"], `${here}.columns`, fault, depth + 1);
      return component["columns"].every((column, at) =>
        wellFormed(
          isRecord(column) ? column["components"] : column,
          `${here}.columns[${at}].components`,
          fault,
          depth + 1,
        ),
      );
    }
    return (
      component["components"] === undefined ||
      wellFormed(component["components"], `${here}.components`, fault, depth + 1)
    );
  });
}

function checkComponent(component: FormComponent, place: string, fault: Report): void {
  const kind = Object.hasOwn(componentTypes, component.type) ? componentTypes[component.type] : undefined;
  if (!kind) {
    fault(
      `${place}.type`,
      "unknown-type",
      `不支持组件类型 ${component.type}；可用：${Object.keys(componentTypes).join("、")}`,
      `Component type ${component.type} is not supported; use one of ${Object.keys(componentTypes).join(", ")}`,
    );
    return;
  }
  if (!keyPattern.test(component.key))
    fault(
      `${place}.key`,
      "bad-key",
      `key “${component.key}” 只能用字母、数字、下划线，以字母开头`,
      `Key "${component.key}" may only hold letters, digits and underscores and starts with a letter`,
    );
  for (const key of codeKeys)
    if (hasContent(component[key]))
      fault(
        `${place}.${key}`,
        "code",
        `不允许 ${key}：内容不能带代码或外部地址，请改用条件、JSON Logic 或 DMN`,
        `${key} is not allowed: content carries no code and no addresses; use conditions, JSON Logic or a DMN decision`,
      );
  checkValidation(component, place, fault);
  checkConditional(component, place, fault);
  if (component.calculateValue !== undefined && hasContent(component.calculateValue)) {
    if (typeof component.calculateValue === "string")
      fault(
        `${place}.calculateValue`,
        "code",
        "calculateValue 只能是 JSON Logic，不能是代码",
        "calculateValue must be JSON Logic, not code",
      );
    else checkLogic(component.calculateValue, `${place}.calculateValue`, fault);
    if (component.calculateServer !== true)
      fault(
        `${place}.calculateServer`,
        "calculate-server",
        "计算字段须设 calculateServer: true，服务器会重算",
        "A calculated field needs calculateServer: true: the server recalculates it",
      );
  }
  if (component.type === "select" && component.dataSrc !== undefined && component.dataSrc !== "values")
    fault(
      `${place}.dataSrc`,
      "remote-data",
      "下拉选项只能用固定值 (dataSrc: values)",
      "A select has fixed values only (dataSrc: values)",
    );
  if ((kind === "choice" || kind === "choices") && optionsOf(component).length === 0)
    fault(place, "no-options", "缺少选项", "The options are missing");
  const values = optionsOf(component).map((option) => option?.value);
  if (values.some((value) => typeof value !== "string" || forbiddenNames.has(value) || value === ""))
    fault(
      `${place}.values`,
      "bad-option",
      "选项的 value 须为非空文字",
      "Each option needs a non-empty text value",
    );
  else if (new Set(values).size !== values.length)
    fault(`${place}.values`, "duplicate-option", "选项的 value 有重复", "Option values repeat");
  if (component.type === "datetime") {
    checkDateLimits(component, place, fault);
    if (typeof component.enableTime !== "boolean")
      fault(
        `${place}.enableTime`,
        "time-or-day",
        "日期须写明 enableTime：true 含时间，false 只到日",
        "A date says `enableTime`: true with a time of day, false without",
      );
  }
  if (component.type === "phoneNumber" && typeof component["inputMask"] !== "string")
    fault(
      `${place}.inputMask`,
      "mask",
      "电话须写明 inputMask（手机 99999999999，不限则为空）：否则 Form.io 按美国号码格式录入",
      "A phone number says `inputMask` (99999999999 for mobiles, empty for any): Form.io else takes the format of the United States",
    );
  if (component.type === "content" && /[<>]/.test(component.html ?? ""))
    fault(`${place}.html`, "markup", "说明文字不能带标签", "Content is plain text, without markup");
  if (component.type === "file" && component["storage"] !== undefined && component["storage"] !== "onewindow")
    fault(`${place}.storage`, "storage", "文件只能存到 onewindow", "Files are stored by `onewindow` only");
  if (component.type === "file" && hasContent(component["url"]))
    fault(`${place}.url`, "address", "不允许外部地址", "External addresses are not allowed");
  if (component.type === "file")
    for (const { key } of fileFaults(component)) fault(`${place}.${key}`, "files", ...fileFaultTexts[key]);
  if (component.type === "datagrid" && !Array.isArray(component.components))
    fault(place, "no-columns", "数据表缺少列", "The data grid has no columns");
}

const fileFaultTexts: Readonly<
  Record<ReturnType<typeof fileFaults>[number]["key"], [zh: string, en: string]>
> = {
  filePattern: [
    "文件类型只能是 .pdf、.jpg、.png、image/* 或 *",
    "Files are .pdf, .jpg, .png, image/* or *, separated by commas",
  ],
  fileMaxSize: ["大小写作 10MB、500KB", "A size is written 10MB or 500KB"],
  fileMinSize: ["不支持最小大小", "A least size is not supported"],
};

function hasContent(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.keys(value).length > 0;
  return true;
}

function checkValidation(component: FormComponent, place: string, fault: Report): void {
  const rules = component.validate as unknown;
  if (rules === undefined || rules === null) return;
  if (!isRecord(rules))
    return fault(`${place}.validate`, "not-an-object", "validate 应为对象", "`validate` must be an object");
  for (const key of ["custom", "customPrivate", "plugins", "url"])
    if (hasContent(rules[key]))
      fault(
        `${place}.validate.${key}`,
        "code",
        `不允许 validate.${key}：请改用 validate.json (JSON Logic)`,
        `validate.${key} is not allowed: use validate.json (JSON Logic)`,
      );
  const pattern = rules["pattern"];
  if (hasContent(pattern)) {
    const reason = typeof pattern === "string" ? unsafePatternReason(pattern) : "syntax";
    if (reason)
      fault(
        `${place}.validate.pattern`,
        "unsafe-pattern",
        `正则不安全或有误 (${reason})：请去掉嵌套的重复、反向引用和环视`,
        `The pattern is unsafe or wrong (${reason}): remove nested repeats, back-references and look-around`,
      );
  }
  if (hasContent(rules["json"])) {
    if (typeof rules["json"] === "string")
      fault(
        `${place}.validate.json`,
        "code",
        "validate.json 应为 JSON Logic 对象",
        "validate.json must be a JSON Logic object",
      );
    else checkLogic(rules["json"], `${place}.validate.json`, fault);
  }
}

function checkConditional(component: FormComponent, place: string, fault: Report): void {
  const conditional = component.conditional as unknown;
  if (!hasContent(conditional)) return;
  if (!isRecord(conditional))
    return fault(
      `${place}.conditional`,
      "not-an-object",
      "conditional 应为对象",
      "`conditional` must be an object",
    );
  if (hasContent(conditional["json"])) {
    if (typeof conditional["json"] === "string")
      fault(`${place}.conditional.json`, "code", "应为 JSON Logic 对象", "Must be a JSON Logic object");
    else checkLogic(conditional["json"], `${place}.conditional.json`, fault);
  }
  const conditions = conditional["conditions"];
  if (conditions === undefined) return;
  if (!Array.isArray(conditions))
    return fault(`${place}.conditional.conditions`, "not-a-list", "应为数组", "Must be a list");
  conditions.forEach((condition: unknown, index) => {
    const here = `${place}.conditional.conditions[${index}]`;
    if (!isRecord(condition) || typeof condition["component"] !== "string")
      fault(
        here,
        "condition",
        "条件要有 component 和 operator",
        "A condition needs `component` and `operator`",
      );
    else if (typeof condition["operator"] !== "string" || !conditionOperators.has(condition["operator"]))
      fault(
        `${here}.operator`,
        "operator",
        `不支持的条件运算 ${String(condition["operator"])}`,
        `Condition operator ${String(condition["operator"])} is not supported`,
      );
  });
}

/** JSON Logic with listed operators only, of bounded size. */
function checkLogic(logic: unknown, place: string, fault: Report): void {
  let nodes = 0;
  const visit = (value: unknown, here: string): boolean => {
    if (++nodes > limits.logicNodes) {
      fault(
        here,
        "too-large",
        `规则超过 ${limits.logicNodes} 个节点`,
        `The rule has more than ${limits.logicNodes} nodes`,
      );
      return false;
    }
    if (Array.isArray(value)) return value.every((member, index) => visit(member, `${here}[${index}]`));
    if (!isRecord(value)) return true;
    const operators = Object.keys(value);
    if (operators.length !== 1) {
      fault(here, "logic", "每一步只能有一个运算", "Each step holds exactly one operator");
      return false;
    }
    const operator = operators[0]!;
    if (!jsonLogicOperators.has(operator)) {
      fault(
        `${here}.${operator}`,
        "operator",
        `不允许运算 ${operator}`,
        `Operator ${operator} is not allowed`,
      );
      return false;
    }
    if (
      operator === "var" &&
      /(^|\.)(__proto__|prototype|constructor)(\.|$)/.test(
        JSON.stringify(value[operator]).replace(/["[\]]/g, ""),
      )
    ) {
      fault(here, "forbidden-name", "不能读取原型", "Prototypes cannot be read");
      return false;
    }
    return visit(value[operator], `${here}.${operator}`);
  };
  visit(logic, place);
}

function checkDateLimits(component: FormComponent, place: string, fault: Report): void {
  const picker = component["datePicker"];
  const widget = component["widget"];
  for (const [holder, at] of [
    [picker, "datePicker"],
    [widget, "widget"],
  ] as const) {
    if (!isRecord(holder)) continue;
    for (const key of ["minDate", "maxDate", "disableFunction"]) {
      const value = holder[key];
      if (!hasContent(value)) continue;
      if (key === "disableFunction" || typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}/.test(value))
        fault(`${place}.${at}.${key}`, "code", `${key} 只能是 ISO 日期`, `${key} must be an ISO date`);
    }
  }
}

/** The same as a thrown error, for callers that need one sentence. */
export function summarizeFaults(faults: FormFault[]): TextPair {
  return {
    zh: faults.map((fault) => `${fault.place}：${fault.message.zh}`).join("；"),
    en: faults.map((fault) => `${fault.place}: ${fault.message.en}`).join("; "),
  };
}
