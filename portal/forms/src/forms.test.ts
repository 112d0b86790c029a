import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkSubmission,
  fieldsOf,
  fileRules,
  processForm,
  subsetFaults,
  visibleTexts,
  type FormComponent,
  type FormDefinition,
  type HeldFile,
} from "./index.ts";

const held = (id: string): HeldFile => ({ id, name: `${id}.pdf` });

const premises: FormDefinition = {
  title: "经营场所",
  components: [
    {
      type: "panel",
      key: "areas",
      title: "面积",
      components: [
        {
          type: "number",
          key: "area",
          label: "建筑面积",
          input: true,
          validate: { required: true, min: 1 },
          properties: { usedBy: ["food"], unit: "平方米" },
        },
        {
          type: "number",
          key: "kitchen",
          label: "厨房面积",
          input: true,
          validate: {
            required: true,
            json: {
              if: [
                { "<=": [{ var: "data.kitchen" }, { var: "data.area" }] },
                true,
                "厨房面积 {{ data.kitchen }} 大于建筑面积 {{ data.area }}，请改小，或更正建筑面积",
              ],
            },
          },
        },
      ],
    },
    {
      type: "radio",
      key: "tenure",
      label: "房屋权属",
      input: true,
      values: [
        { label: "自有", value: "own" },
        { label: "租赁", value: "lease" },
      ],
      validate: { required: true },
    },
    {
      type: "datetime",
      key: "leaseUntil",
      label: "租赁到期",
      input: true,
      enableTime: false,
      validate: { required: true },
      conditional: {
        show: true,
        conjunction: "all",
        conditions: [{ component: "tenure", operator: "isEqual", value: "lease" }],
      },
    },
    {
      type: "selectboxes",
      key: "kinds",
      label: "经营项目",
      input: true,
      values: [
        { label: "热食", value: "hot" },
        { label: "冷食", value: "cold" },
      ],
    },
    {
      type: "datagrid",
      key: "managers",
      label: "管理人员",
      input: true,
      components: [
        {
          type: "textfield",
          key: "name",
          label: "姓名",
          input: true,
          validate: { required: true, maxLength: 20 },
        },
        {
          type: "textfield",
          key: "idNumber",
          label: "身份证号",
          input: true,
          validate: { pattern: "\\d{17}[\\dX]", customMessage: "身份证号应为 18 位" },
        },
      ],
    },
    {
      type: "container",
      key: "address",
      label: "地址",
      input: true,
      components: [
        { type: "textfield", key: "street", label: "路名", input: true, validate: { required: true } },
      ],
    },
    {
      type: "number",
      key: "ratio",
      label: "占比",
      input: true,
      calculateServer: true,
      calculateValue: { "/": [{ var: "data.kitchen" }, { var: "data.area" }] },
    },
    { type: "file", key: "plan", label: "布局图", input: true, storage: "onewindow" },
  ],
  i18n: { en: { 经营场所: "Premises", 建筑面积: "Floor area" } },
};
const good = {
  area: 86,
  kitchen: 26,
  tenure: "own",
  kinds: { hot: true, cold: false },
  managers: [{ name: "张某某", idNumber: "370783199001010002" }],
  address: { street: "示范路" },
};

test("a good submission passes, unknown keys are dropped and calculated values are set by us", () => {
  const checked = checkSubmission(premises, { ...good, ratio: 999, isAdmin: true });
  assert.deepEqual(checked.errors, []);
  assert.equal("isAdmin" in checked.data, false);
  assert.ok(Math.abs((checked.data["ratio"] as number) - 26 / 86) < 1e-9);
});

test("a check across fields answers its own text with the values filled in", () => {
  const { errors } = checkSubmission(premises, { ...good, kitchen: 96 });
  assert.deepEqual(
    errors.map((error) => error.path),
    ["kitchen"],
  );
  assert.equal(errors[0]!.message.zh, "厨房面积 96 大于建筑面积 86，请改小，或更正建筑面积");
});

test("a missing value is asked for in both languages", () => {
  const { errors } = checkSubmission(premises, { ...good, area: undefined, tenure: "" });
  assert.deepEqual(errors.find((error) => error.path === "area")!.message, {
    zh: "请填写建筑面积",
    en: "Enter Floor area",
  });
  assert.equal(errors.find((error) => error.path === "tenure")!.message.zh, "请选择房屋权属");
});

test("a hidden field is neither asked for nor kept", () => {
  const owned = checkSubmission(premises, { ...good, leaseUntil: "2030-01-01" });
  assert.equal("leaseUntil" in owned.data, false);
  const leased = checkSubmission(premises, { ...good, tenure: "lease" });
  assert.deepEqual(
    leased.errors.map((error) => error.path),
    ["leaseUntil"],
  );
  assert.ok(processForm(premises, good, { validate: false }).hidden.has("leaseUntil"));
});

test("an absent data grid is an empty list, not a row to fill", () => {
  const { errors, data } = checkSubmission(premises, { ...good, managers: undefined });
  assert.deepEqual(errors, []);
  assert.deepEqual(data["managers"], []);
});

test("a row that is still empty stays, and an untouched choice stays empty", () => {
  const { data } = processForm(premises, { managers: [{}, { name: "张" }] }, { validate: false });
  assert.deepEqual(data["managers"], [{}, { name: "张" }]);
  assert.equal(data["tenure"], undefined);
  const { errors } = checkSubmission(premises, { ...good, managers: [{}] });
  assert.deepEqual(
    errors.map((error) => error.path),
    ["managers[0].name"],
  );
});

test("errors in rows name the row", () => {
  const { errors } = checkSubmission(premises, {
    ...good,
    managers: [good.managers[0], { name: "", idNumber: "12" }],
  });
  assert.deepEqual(errors.map((error) => error.path).sort(), ["managers[1].idNumber", "managers[1].name"]);
  assert.equal(errors.find((error) => error.path.endsWith("idNumber"))!.message.zh, "身份证号应为 18 位");
});

const wrong: [name: string, patch: Record<string, unknown>, path: string, code: string][] = [
  ["a value that is no option", { tenure: "stolen" }, "tenure", "choice"],
  ["an object in a text field", { managers: [{ name: { $ne: 1 } }] }, "managers[0].name", "type"],
  ["a string for a number", { area: "86" }, "area", "number"],
  ["not a finite number", { area: Infinity }, "area", "number"],
  ["31 February", { tenure: "lease", leaseUntil: "2027-02-31" }, "leaseUntil", "date"],
  ["a string for a data grid", { managers: "x" }, "managers", "type"],
  ["201 rows", { managers: Array.from({ length: 201 }, () => ({ name: "a" })) }, "managers", "tooMany"],
  ["an array for an object", { address: [] }, "address", "type"],
  ["a foreign file", { plan: [{ id: "other" }] }, "plan", "file"],
  ["a file by address", { plan: [{ url: "http://example.com/x" }] }, "plan", "file"],
  ["a select box that does not exist", { kinds: { hot: true, poison: true } }, "kinds", "choice"],
  ["a select box that is no boolean", { kinds: { hot: "yes" } }, "kinds", "type"],
  ["a text that is too long", { managers: [{ name: "x".repeat(21) }] }, "managers[0].name", "tooLong"],
];
for (const [name, patch, path, code] of wrong)
  test(`the shape refuses ${name}, naming the field`, () => {
    const { errors } = checkSubmission(premises, { ...good, ...patch });
    assert.ok(
      errors.some((error) => error.path === path && error.code === code),
      JSON.stringify(errors),
    );
  });

test("own uploads are accepted by id and keep nothing but the id and the name we hold", () => {
  const checked = checkSubmission(
    premises,
    { ...good, plan: [{ id: "f1", name: "x.exe", url: "http://example.com" }] },
    { files: { plan: [{ id: "f1", name: "plan.pdf" }] } },
  );
  assert.deepEqual(checked.data["plan"], [{ id: "f1", name: "plan.pdf" }]);
});

test("an own upload of another field is refused, and so is a second file where one is asked for", () => {
  const files = { plan: [held("f1"), held("f2")], other: [held("f3")] };
  const codes = (plan: unknown): string[] =>
    checkSubmission(premises, { ...good, plan }, { files }).errors.map(({ path, code }) => `${path} ${code}`);
  assert.deepEqual(codes([{ id: "f3" }]), ["plan file"]);
  assert.deepEqual(codes([{ id: "f1" }, { id: "f2" }]), ["plan tooMany"]);
  assert.deepEqual(codes([{ id: "f2" }]), []);
});

test("files in rows are known by the field of all rows, twice the same file counts once", () => {
  const form: FormDefinition = {
    title: "房间",
    components: [
      {
        type: "datagrid",
        key: "rooms",
        label: "房间",
        input: true,
        components: [
          { type: "file", key: "photos", label: "照片", input: true, storage: "onewindow", multiple: true },
        ],
      },
    ],
  };
  const checked = checkSubmission(
    form,
    { rooms: [{ photos: [{ id: "a" }, { id: "a" }] }, { photos: [{ id: "b" }, { id: "c" }] }] },
    { files: { "rooms[].photos": [held("a"), held("b")] } },
  );
  assert.deepEqual(
    checked.errors.map(({ path, code }) => [path, code]),
    [["rooms[1].photos", "file"]],
  );
  assert.deepEqual(checked.shaped.data, { rooms: [{ photos: [held("a")] }, {}] });
});

test("a file component's rules are read as Form.io writes them", () => {
  const rules = (more: Record<string, unknown>) =>
    fileRules({ type: "file", key: "f", label: "f", ...more } as FormComponent);
  assert.deepEqual(rules({}), { multiple: false, maxBytes: null, accept: ["pdf", "jpg", "png"] });
  assert.deepEqual(rules({ filePattern: ".pdf, image/png", fileMaxSize: "1.5 MB", multiple: true }), {
    multiple: true,
    maxBytes: 1_572_864,
    accept: ["pdf", "png"],
  });
  assert.deepEqual(rules({ filePattern: "image/*", fileMaxSize: "500KB" }), {
    multiple: false,
    maxBytes: 512_000,
    accept: ["jpg", "png"],
  });
  assert.deepEqual(rules({ filePattern: "*" }).accept, ["pdf", "jpg", "png"]);
});

test("prototype tricks in the data reach nothing", () => {
  const data = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"address":{"street":"a","__proto__":{"polluted":1}}}',
  ) as unknown;
  checkSubmission(premises, data);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
});

test("whatever is submitted, the check ends and answers", () => {
  const deep: Record<string, unknown> = {};
  let at = deep;
  for (let level = 0; level < 5000; level++) at = at["address"] = {} as Record<string, unknown>;
  for (const data of [null, 1, "x", [], [[[]]], deep, new Map(), () => 1, Symbol("x"), { address: 1n }])
    checkSubmission(premises, data);
});

test("the sample form is in the subset", () => assert.deepEqual(subsetFaults(premises), []));

const field = (patch: Record<string, unknown>) => ({
  title: "x",
  components: [{ type: "textfield", key: "a", label: "a", input: true, ...patch }],
});
const hostile: [name: string, form: unknown, place: string][] = [
  ["a number instead of a form", 1, ""],
  ["components that are no list", { title: "x", components: {} }, ""],
  ["a component without a key", { title: "x", components: [{ type: "textfield" }] }, "components[0]"],
  ["an unknown type", field({ type: "datasource" }), "components[0].type"],
  ["inherited type names", field({ type: "toString" }), "components[0].type"],
  [
    "script in validate.custom",
    field({ validate: { custom: "process.exit()" } }),
    "components[0].validate.custom",
  ],
  [
    "script in customConditional",
    field({ customConditional: "show = true" }),
    "components[0].customConditional",
  ],
  ["script in calculateValue", field({ calculateValue: "value = 1" }), "components[0].calculateValue"],
  [
    "script in customDefaultValue",
    field({ customDefaultValue: "value = 1" }),
    "components[0].customDefaultValue",
  ],
  ["script as JSON Logic", field({ validate: { json: "alert(1)" } }), "components[0].validate.json"],
  [
    "logic triggers",
    field({ logic: [{ trigger: { type: "javascript", javascript: "result = 1" } }] }),
    "components[0].logic",
  ],
  [
    "the method operator",
    field({ validate: { json: { method: [{ var: "data" }, "constructor", []] } } }),
    "components[0].validate.json.method",
  ],
  ["the log operator", field({ validate: { json: { log: "x" } } }), "components[0].validate.json.log"],
  [
    "lodash operators",
    field({ validate: { json: { _template: ["<%= 1 %>"] } } }),
    "components[0].validate.json._template",
  ],
  [
    "two operators in one step",
    field({ validate: { json: { "+": [1], "-": [1] } } }),
    "components[0].validate.json",
  ],
  [
    "reading the prototype",
    field({ validate: { json: { "==": [{ var: "data.__proto__.x" }, 1] } } }),
    "components[0].validate.json.==[0]",
  ],
  [
    "a remote select",
    field({
      type: "select",
      dataSrc: "url",
      data: { url: "http://example.com" },
      values: [{ label: "a", value: "a" }],
    }),
    "components[0].dataSrc",
  ],
  [
    "a foreign file store",
    field({ type: "file", storage: "url", url: "http://example.com" }),
    "components[0].storage",
  ],
  [
    "files of a kind nobody can open",
    field({ type: "file", filePattern: ".exe" }),
    "components[0].filePattern",
  ],
  ["a size that is none", field({ type: "file", fileMaxSize: "much" }), "components[0].fileMaxSize"],
  ["a least size of files", field({ type: "file", fileMinSize: "1KB" }), "components[0].fileMinSize"],
  ["a pattern without end", field({ validate: { pattern: "^(a+)+$" } }), "components[0].validate.pattern"],
  [
    "a choosing pattern that repeats",
    field({ validate: { pattern: "(a|a)*b" } }),
    "components[0].validate.pattern",
  ],
  ["a back-reference", field({ validate: { pattern: "(a)\\1" } }), "components[0].validate.pattern"],
  ["look-ahead", field({ validate: { pattern: "(?=a)a" } }), "components[0].validate.pattern"],
  ["a broken pattern", field({ validate: { pattern: "(" } }), "components[0].validate.pattern"],
  [
    "counted nested repeats",
    field({ validate: { pattern: "(a{1,}b*){50}" } }),
    "components[0].validate.pattern",
  ],
  ["a key that is a path", field({ key: "a.b" }), "components[0].key"],
  [
    "a prototype key",
    JSON.parse('{"title":"x","components":[{"type":"textfield","key":"a","__proto__":{"x":1}}]}'),
    "components[0].__proto__",
  ],
  [
    "duplicate keys",
    {
      title: "x",
      components: [
        { type: "textfield", key: "a" },
        { type: "panel", key: "p", components: [{ type: "textfield", key: "a" }] },
      ],
    },
    "components[1].components[0].key",
  ],
  [
    "a script date limit",
    field({ type: "datetime", datePicker: { minDate: "moment().add(1)" } }),
    "components[0].datePicker.minDate",
  ],
  [
    "a disabling function",
    field({ type: "datetime", datePicker: { disableFunction: "date.getDay() === 0" } }),
    "components[0].datePicker.disableFunction",
  ],
  [
    "markup in content",
    field({ type: "content", html: "<img src=x onerror=alert(1)>" }),
    "components[0].html",
  ],
  [
    "an unknown condition operator",
    field({
      conditional: {
        show: true,
        conjunction: "all",
        conditions: [{ component: "a", operator: "constructor" }],
      },
    }),
    "components[0].conditional.conditions[0].operator",
  ],
  ["a radio without options", field({ type: "radio" }), "components[0]"],
  [
    "repeated option values",
    field({
      type: "radio",
      values: [
        { label: "a", value: "a" },
        { label: "b", value: "a" },
      ],
    }),
    "components[0].values",
  ],
  ["fetch settings", field({ fetch: { url: "http://example.com" } }), "components[0].fetch"],
  ["an onChange handler", field({ onChange: "alert(1)" }), "components[0].onChange"],
  [
    "a calculated field that trusts the client",
    field({ calculateValue: { "+": [1, 2] } }),
    "components[0].calculateServer",
  ],
  [
    "more components than allowed",
    {
      title: "x",
      components: Array.from({ length: 1001 }, (_, index) => ({ type: "textfield", key: `a${index}` })),
    },
    "components[1000]",
  ],
];
for (const [name, form, place] of hostile)
  test(`a form with ${name} is refused with its place`, () => {
    const faults = subsetFaults(form);
    assert.ok(
      faults.some((fault) => fault.place === place),
      JSON.stringify(faults),
    );
  });

test("a form of 50 MB is refused without being walked", () => {
  const faults = subsetFaults(field({ label: "x".repeat(50_000_000) }));
  assert.equal(faults[0]!.code, "too-large");
});

test("a form nested without end is refused", () => {
  let inner: Record<string, unknown> = { type: "textfield", key: "a" };
  for (let level = 0; level < 200; level++) inner = { type: "panel", key: `p${level}`, components: [inner] };
  assert.ok(subsetFaults({ title: "x", components: [inner] }).some((fault) => fault.code === "too-deep"));
});

test("the visible Chinese texts of a form are listed for translation", () => {
  const texts = visibleTexts(premises).map(({ text }) => text);
  for (const text of ["经营场所", "建筑面积", "自有", "身份证号应为 18 位", "平方米"])
    assert.ok(texts.includes(text), text);
});

test("fields know their path and their group", () => {
  const fields = fieldsOf(premises);
  assert.deepEqual(fields.find((entry) => entry.path === "area")!.groups, ["面积"]);
  assert.ok(fields.some((entry) => entry.path === "managers[].name"));
  assert.ok(fields.some((entry) => entry.path === "address.street"));
});

test("a chosen value of digits stays the text that the option has", () => {
  const values = [{ label: "圣城街道", value: "370783001" }];
  const form = {
    title: "x",
    components: [
      { type: "select", key: "town", label: "镇街", input: true, dataSrc: "values", data: { values } },
      { type: "radio", key: "same", label: "镇街", input: true, values },
    ],
  };
  const checked = checkSubmission(form, { town: "370783001", same: "370783001" });
  assert.deepEqual(checked.errors, []);
  assert.deepEqual(checked.data, { town: "370783001", same: "370783001" });
});

test("an empty number with limits is quiet, a number past its limit is told", (context) => {
  const complain = context.mock.method(console, "error", () => undefined);
  const form: FormDefinition = {
    title: "x",
    components: [{ type: "number", key: "a", label: "数", input: true, validate: { min: 1, max: 3 } }],
  };
  assert.deepEqual(checkSubmission(form, {}).errors, []);
  assert.equal(checkSubmission(form, { a: 4 }).errors[0]!.message.zh, "数不能大于 3");
  assert.equal(checkSubmission(form, { a: 0 }).errors[0]!.message.en, "数 must be 1 or more");
  assert.equal(complain.mock.callCount(), 0);
});
