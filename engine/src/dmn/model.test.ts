import assert from "node:assert/strict";
import { test } from "node:test";
import { toJson } from "../feel/index.ts";
import { DmnError, parseDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

const review = {
  id: "review",
  name: "审查路径",
  variable: "path",
  requires: ["risk"],
  logic: {
    hitPolicy: "FIRST",
    inputs: ["risk", "申请.面积"],
    outputs: ["path", "persons"],
    rules: [
      ['"high"', "-", '"现场踏勘"', "2", "高风险必须踏勘"],
      ["-", ">= 200", '"现场踏勘"', "if 申请.面积 > 1000 then 3 else 2"],
      ["-", "-", '"书面审查"', "0"],
    ],
  },
};
const risk = { id: "risk", name: "Risk", logic: 'if 申请.明火 then "high" else "low"' };

test("a decision asks those it requires first, and tells how it came to its result", async () => {
  const model = await parseDmn(buildDmn([review, risk]));
  const result = model.evaluate("审查路径", { 申请: { 面积: 300, 明火: false } });
  assert.deepEqual(toJson(result.output), { path: "现场踏勘", persons: 2 });
  assert.deepEqual(
    result.evaluated.map((e) => e.decision.id),
    ["risk", "review"],
  );
  const why = result.evaluated[1];
  assert.deepEqual(
    why?.inputs.map((i) => [i.label, i.expression, i.value]),
    [
      ["risk", "risk", "low"],
      ["申请.面积", "申请.面积", 300],
    ],
  );
  assert.deepEqual(
    why?.matchedRules.map((r) => [r.index, r.ruleId, r.annotation]),
    [[2, "r2", null]],
  );
  const high = model.evaluate("review", { 申请: { 面积: 10, 明火: true } });
  assert.equal(high.evaluated[1]?.matchedRules[0]?.annotation, "高风险必须踏勘");
});

test("a model tells its decisions, what they need, and every FEEL text with its place", async () => {
  const model = await parseDmn(buildDmn([review, risk]));
  assert.deepEqual(
    model.decisions.map((d) => [d.id, d.name, d.requires, d.hasTable]),
    [
      ["review", "审查路径", ["risk"], true],
      ["risk", "Risk", [], false],
    ],
  );
  assert.equal(model.id, "graph");
  assert.equal(model.name, "Graph");
  assert.deepEqual(model.requiredVariables("review"), [
    ["申请", "面积"],
    ["申请", "明火"],
  ]);
  const cell = model.expressions.find((e) => e.kind === "inputEntry" && e.compiled.source === ">= 200");
  assert.equal(cell?.place, 'decision "审查路径" (review), rule 2, input 2');
  assert.equal(model.tables[0]?.table.rules.length, 3);
});

test("the result of a required decision stands under its variable's name, without one under its id", async () => {
  const ask = async (source: string, variable?: string): Promise<unknown> => {
    const base = { id: "base_id", name: "Base", variable, logic: "10" };
    const model = await parseDmn(buildDmn([{ id: "sum", requires: ["base_id"], logic: source }, base]));
    return model.evaluate("sum", {}).output;
  };
  assert.equal(await ask("amount", "amount"), 10);
  assert.equal(await ask("base_id"), 10);
  assert.equal(await ask("base_id", "amount"), null);
  assert.equal(await ask("Base"), null);
});

test("a failed assertion fails the decision, as in Zeebe", async () => {
  const model = await parseDmn(
    buildDmn([{ id: "d", logic: 'assert(x, x > 1, "x must be greater than 1")' }]),
  );
  assert.equal(model.evaluate("d", { x: 2 }).output, 2);
  assert.match(model.evaluate("d", { x: 1 }).failure?.message ?? "", /x must be greater than 1/);
});

test("boxed contexts, invocations, lists, relations and functions are evaluated", async () => {
  const literal = (source: string): string => `<literalExpression><text>${source}</text></literalExpression>`;
  const entry = (name: string | null, inner: string): string =>
    `<contextEntry>${name === null ? "" : `<variable name="${name}"/>`}${inner}</contextEntry>`;
  const fee =
    '<businessKnowledgeModel id="fee" name="fee"><encapsulatedLogic><formalParameter name="area"/>' +
    `${literal("area * 3")}</encapsulatedLogic></businessKnowledgeModel>`;
  const bind = `<binding><parameter name="area"/>${literal("x + 1")}</binding>`;
  const model = await parseDmn(
    buildDmn(
      [
        {
          id: "ctx",
          logic: { xml: `<context>${entry("a", literal("x"))}${entry("b", literal("a + 1"))}</context>` },
        },
        {
          id: "last",
          logic: { xml: `<context>${entry("a", literal("x"))}${entry(null, literal("a * 2"))}</context>` },
        },
        { id: "call", knows: ["fee"], logic: { xml: `<invocation>${literal("fee")}${bind}</invocation>` } },
        { id: "direct", knows: ["fee"], logic: "fee(x)" },
        { id: "list", logic: { xml: `<list>${literal("x")}${literal("2")}</list>` } },
        {
          id: "rel",
          logic: {
            xml: `<relation><column name="n"/><column name="v"/><row>${literal("1")}${literal("x")}</row></relation>`,
          },
        },
        {
          id: "fn",
          logic: {
            xml: `<context>${entry("f", `<functionDefinition><formalParameter name="y"/>${literal("y + x")}</functionDefinition>`)}${entry(null, literal("f(10)"))}</context>`,
          },
        },
      ],
      fee,
    ),
  );
  const expected = {
    ctx: { a: 5, b: 6 },
    last: 10,
    call: 18,
    direct: 15,
    list: [5, 2],
    rel: [{ n: 1, v: 5 }],
    fn: 15,
  };
  for (const [id, output] of Object.entries(expected))
    assert.deepEqual(toJson(model.evaluate(id, { x: 5 }).output), output, id);
});

test("types are enforced in DMN and left alone in Zeebe", async () => {
  const extra =
    '<itemDefinition name="tLevel"><typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>' +
    '<inputData id="in" name="level"><variable name="level" typeRef="tLevel"/></inputData>';
  const xml = buildDmn([{ id: "d", inputs: ["in"], logic: "level" }], extra);
  const [dmn, zeebe] = [await parseDmn(xml, { dialect: "dmn" }), await parseDmn(xml)];
  assert.equal(dmn.evaluate("d", { level: "a" }).output, "a");
  assert.equal(dmn.evaluate("d", { level: "x" }).output, null);
  assert.equal(zeebe.evaluate("d", { level: "x" }).output, "x");
});

test("decision services run their output decisions on what they are given", async () => {
  const service =
    '<decisionService id="svc" name="svc"><outputDecision href="#out"/><inputDecision href="#mid"/></decisionService>';
  const model = await parseDmn(
    buildDmn(
      [
        { id: "out", requires: ["mid"], logic: "mid * 2" },
        { id: "mid", logic: "1" },
        { id: "use", knows: ["svc"], logic: "svc(21)" },
      ],
      service,
    ),
    { dialect: "dmn" },
  );
  assert.equal(model.evaluateService("svc", { mid: 4 }).output, 8);
  assert.equal(model.evaluate("use", {}).output, 42);
});

test("all namespaces of DMN 1.1 to 1.5 are read", async () => {
  const namespaces = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ];
  for (const namespace of namespaces) {
    const model = await parseDmn(buildDmn([{ id: "d", logic: "1 + 1" }], "", namespace));
    assert.equal(model.evaluate("d", {}).output, 2, namespace);
  }
});

test("wrong models are refused with the element and the place", async () => {
  const good = buildDmn([review, risk]);
  const cases: [string, string, RegExp][] = [
    [good.replace("&gt;= 200", "&gt;= "), "EXPRESSION", /review.*rule 2, input 2 \(line \d+\)/],
    [good.replace("#risk", "#nothing"), "REFERENCE", /#nothing/],
    [good.replace("FIRST", "LAST"), "TABLE", /UNIQUE, FIRST/],
    [good.replace('id="risk"', 'id="review"'), "DUPLICATE", /used twice/],
    [
      good
        .replace("<?xml", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><?xml')
        .replace(/<\?xml.*\?>/, ""),
      "DOCTYPE",
      /refused/,
    ],
    [good.replace("</definitions>", ""), "XML", /well-formed/],
    ["<a/>", "NOT_DMN", /definitions/],
    [
      buildDmn([
        { id: "a", requires: ["b"], logic: "b" },
        { id: "b", requires: ["a"], logic: "a" },
      ]),
      "CYCLE",
      /a → b → a/,
    ],
    [
      good.replace("<inputEntry>", "<inputEntryx>").replace("</inputEntry>", "</inputEntryx>"),
      "TABLE",
      /rule 1/,
    ],
  ];
  for (const [xml, code, message] of cases) {
    await assert.rejects(parseDmn(xml), (error) => {
      assert.ok(error instanceof DmnError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return error.messageZh.length > 0;
    });
  }
  const model = await parseDmn(good);
  assert.throws(() => model.evaluate("nothing", {}), { code: "UNKNOWN_DECISION" });
});

test("faults can be collected instead of refusing the model for the first", async () => {
  const faults: string[] = [];
  const xml = buildDmn([
    { id: "a", logic: "1 +" },
    { id: "b", logic: ") 2" },
    { id: "c", logic: "3" },
  ]);
  const model = await parseDmn(xml, { onFault: (fault) => faults.push(fault.element) });
  assert.deepEqual(faults, ['decision "a" (a)', 'decision "b" (b)']);
  assert.equal(model.evaluate("a", {}).output, null);
  assert.equal(model.evaluate("c", {}).output, 3);
});
