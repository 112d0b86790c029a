/** Hostile forms: script, expressions and patterns without end, prototype tricks, addresses; all refused with the place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { subsetFaults } from "./index.ts";

/** What each piece of code would do if anybody ran it. */
const code = "globalThis.executed = true";
const values = [
  { label: "甲", value: "a" },
  { label: "乙", value: "b" },
];
const settings: Record<string, Record<string, unknown>> = {
  radio: { values },
  selectboxes: { values },
  select: { data: { values } },
  datetime: { enableTime: false },
  phoneNumber: { inputMask: "" },
  datagrid: { components: [{ type: "textfield", key: "inner" }] },
};
/** A form of one field, in the subset but for what is added. */
function form(type: string, more: Record<string, unknown>): Record<string, unknown> {
  return {
    title: "x",
    components: [{ type, key: "f", label: "f", input: true, ...settings[type], ...more }],
  };
}

type Hostile = [name: string, form: unknown, place: string];

const scripts: Hostile[] = [
  "textfield",
  "number",
  "radio",
  "select",
  "selectboxes",
  "checkbox",
  "datetime",
  "datagrid",
].flatMap((type): Hostile[] => [
  [`${type} with a check in JavaScript`, form(type, { validate: { custom: code } }), "validate.custom"],
  [`${type} shown by JavaScript`, form(type, { customConditional: code }), "customConditional"],
  [`${type} calculated by JavaScript`, form(type, { calculateValue: code }), "calculateValue"],
  [`${type} with a default in JavaScript`, form(type, { customDefaultValue: code }), "customDefaultValue"],
  [
    `${type} with logic`,
    form(type, {
      logic: [
        {
          name: "l",
          trigger: { type: "javascript", javascript: code },
          actions: [{ type: "value", value: code }],
        },
      ],
    }),
    "logic",
  ],
  [
    `${type} asking an address whether it is right`,
    form(type, { validate: { url: "http://e/" } }),
    "validate.url",
  ],
]);

const evil = "a".repeat(3);
const patterns: Hostile[] = [
  "^(a+)+$",
  "^(a|a)*$",
  "^(a|aa)+$",
  "^(([a-z])+.)+[A-Z]([a-z])+$",
  "^(.*)*$",
  "^(\\d+)*x$",
  "(x+x+)+y",
  "^(a{1,50}){1,50}$",
  "^(a|aa){30}$",
  "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}$",
  "^(?=(a+))\\1b$",
  "(a)(b)\\2\\1",
  "(?<n>a)\\k<n>",
  "(?<!x)y",
  "(",
  "[z-a]",
  evil.repeat(200),
].map((pattern) => [
  `a pattern like ${pattern.slice(0, 30)}`,
  form("textfield", { validate: { pattern } }),
  "validate.pattern",
]);

const endless: Hostile[] = [
  ["a rule of 100,000 steps", deepLogic(100_000), ""],
  [
    "a rule with ten thousand members",
    form("number", { validate: { json: { and: Array.from({ length: 10_000 }, () => ({ var: "f" })) } } }),
    "validate.json.and[",
  ],
  [
    "an unknown operator",
    form("number", { validate: { json: { method: ["constructor", "x"] } } }),
    "validate.json.method",
  ],
  ["a rule that writes the log", form("number", { validate: { json: { log: "x" } } }), "validate.json.log"],
  ["a rule in JavaScript", form("number", { validate: { json: code } }), "validate.json"],
  [
    "a rule that reads a prototype",
    form("number", { validate: { json: { var: "data.__proto__.x" } } }),
    "validate.json",
  ],
  [
    "a rule that reads a constructor",
    form("number", { validate: { json: { var: ["row.constructor.constructor"] } } }),
    "validate.json",
  ],
  ["a condition in JavaScript", form("number", { conditional: { json: code } }), "conditional.json"],
];

function deepLogic(depth: number): unknown {
  let logic: unknown = true;
  for (let level = 0; level < depth; level++) logic = { "!": logic };
  return form("number", { validate: { json: logic } });
}

const addresses: Hostile[] = [
  [
    "a component that calls an address",
    { title: "x", components: [{ type: "datasource", key: "d", fetch: { url: "http://e/" } }] },
    "type",
  ],
  ["a select filled from an address", form("select", { dataSrc: "url" }), "dataSrc"],
  ["a select filled from a resource", form("select", { dataSrc: "resource" }), "dataSrc"],
  ["a file sent elsewhere", form("file", { storage: "url", url: "http://e/" }), "storage"],
  [
    "an HTML element",
    { title: "x", components: [{ type: "htmlelement", key: "h", tag: "script", content: code }] },
    "type",
  ],
  [
    "a button that runs code",
    { title: "x", components: [{ type: "button", key: "b", action: "custom", custom: code }] },
    "type",
  ],
  ["a nested form", { title: "x", components: [{ type: "form", key: "n", form: "1" }] }, "type"],
  ["a tree", { title: "x", components: [{ type: "tree", key: "n" }] }, "type"],
];

for (const [name, definition, place] of [...scripts, ...patterns, ...endless, ...addresses])
  test(`a form with ${name} is refused at ${place || "its place"}`, () => {
    const faults = subsetFaults(definition);
    assert.ok(faults.length > 0, "is refused");
    assert.ok(
      faults.some((fault) => fault.place.startsWith("components[0]") && fault.place.includes(place)),
      JSON.stringify(faults),
    );
    assert.equal("executed" in globalThis, false);
  });

test("more than sixty forms are hostile here", () => {
  assert.ok(scripts.length + patterns.length + endless.length + addresses.length > 60);
});

test("the patterns that forms need are free", () => {
  for (const pattern of [
    "^1[3-9]\\d{9}$",
    "^[1-9]\\d{5}(18|19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d{3}[0-9X]$",
    "^[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}$",
    "^(\\d{1,3}\\.){3}\\d{1,3}$",
    "^[\\w.]{1,64}@[\\w.-]{1,255}$",
    "^鲁[GV][A-Z0-9]{5,6}$",
    "^\\d{4}-\\d{7,8}(-\\d{1,4})?$",
  ])
    assert.deepEqual(subsetFaults(form("textfield", { validate: { pattern } })), [], pattern);
});
