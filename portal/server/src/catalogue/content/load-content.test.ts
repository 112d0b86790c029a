import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import type { ContentFault } from "./fault.ts";
import { ContentError, FaultList } from "./fault.ts";
import { readContentFiles } from "./source.ts";
import { inspectContent, loadContent } from "./load-content.ts";
import { copyContent, home } from "./testing.ts";
import type { ContentCopy } from "./testing.ts";

const packageYaml = "processes/catering-shop/package.yaml";

test("all content passes the check without an error or warning", async () => {
  const { content, faults } = await inspectContent(home);
  assert.deepEqual(faults, []);
  assert.deepEqual(content?.packages.keys().toArray(), ["catering-shop"]);
  assert.deepEqual(content?.processes.keys().toArray().sort(), [
    "joint-visit",
    "one-thing",
    "rating",
    "register-check",
    "special-procedure",
    "standard-item",
    "undertaking-check",
  ]);
});

interface Broken {
  what: string;
  edit(copy: ContentCopy): Promise<void>;
  code: string;
  file: string;
  /** Text of the line that the fault must name. */
  line?: string;
  message: RegExp;
  remedy?: RegExp;
}

const replace = (file: string, from: string | RegExp, to: string) => (copy: ContentCopy) =>
  copy.edit(file, (text) => text.replace(from, to));

const broken: Broken[] = [
  {
    what: "an unknown key, with what was probably meant",
    edit: replace(packageYaml, "    department: city-management", "    departement: city-management"),
    code: "unknown-key",
    file: packageYaml,
    line: "departement: city-management",
    message: /departement/,
    remedy: /department/,
  },
  {
    what: "a text without English",
    edit: replace(packageYaml, "name: { zh: 开办餐饮店, en: Open a restaurant }", "name: { zh: 开办餐饮店 }"),
    code: "missing",
    file: packageYaml,
    line: "name: { zh: 开办餐饮店 }",
    message: /name\.en is missing/,
  },
  {
    what: "a doubled key",
    edit: replace(packageYaml, "visits: 0", "visits: 0\nvisits: 1"),
    code: "syntax",
    file: packageYaml,
    line: "visits: 1",
    message: /unique/i,
  },
  {
    what: "an unknown department",
    edit: replace(packageYaml, "department: fire-brigade", "department: fire-brigde"),
    code: "unknown-name",
    file: packageYaml,
    line: "department: fire-brigde",
    message: /no department “fire-brigde”/,
    remedy: /fire-brigade/,
  },
  {
    what: "an unknown licence type",
    edit: replace(packageYaml, "licence: sign-permit", "licence: sign-permits"),
    code: "unknown-name",
    file: packageYaml,
    line: "licence: sign-permits",
    message: /licence type/,
    remedy: /sign-permit/,
  },
  {
    what: "an item code that fails its check",
    edit: replace(packageYaml, "11370783MB0000115K4000131024001", "11370783MB0000116K4000131024001"),
    code: "item-code",
    file: packageYaml,
    line: "11370783MB0000116K4000131024001",
    message: /fails its check/,
  },
  {
    what: "an item code of another organ",
    edit: replace(packageYaml, "11370783MB0000115K4000131024001", "11370783MB0000123E4000131024001"),
    code: "item-code-organ",
    file: packageYaml,
    message: /not the code of/,
    remedy: /11370783MB0000115K/,
  },
  {
    what: "a promise longer than the law",
    edit: replace(
      packageYaml,
      "legal: { days: 20, extension: 10 }, promised: { days: 5 }",
      "legal: { days: 20, extension: 10 }, promised: { days: 21 }",
    ),
    code: "promise-over-law",
    file: packageYaml,
    message: /longer than the law/,
    remedy: /20 working days/,
  },
  {
    what: "an item that waits for itself",
    edit: replace(packageYaml, "    fee: none\n", "    after: [food-licence]\n    fee: none\n"),
    code: "after-circle",
    file: packageYaml,
    message: /waits for itself/,
  },
  {
    what: "a FEEL condition that cannot be read",
    edit: replace(packageYaml, "when: operator.agent = true", 'when: "operator.agent = = true"'),
    code: "feel",
    file: packageYaml,
    line: "operator.agent = = true",
    message: /Wrong expression/,
  },
  {
    what: "a FEEL condition over a field that does not exist",
    edit: replace(packageYaml, "when: operator.agent = true", "when: operator.agnt = true"),
    code: "unknown-field",
    file: packageYaml,
    line: "operator.agnt",
    message: /operator\.agnt/,
    remedy: /operator\.agent/,
  },
  {
    what: "a section with the name of a step that every application has",
    edit: replace(packageYaml, "{ id: staff, form: staff,", "{ id: check, form: staff,"),
    code: "reserved-id",
    file: packageYaml,
    message: /may be called check/,
  },
  {
    what: "a signer of something that the application does not have",
    edit: replace(packageYaml, "signs: [premises, tenure-proof]", "signs: [premises, tenure-prof]"),
    code: "unknown-name",
    file: packageYaml,
    message: /tenure-prof/,
    remedy: /tenure-proof/,
  },
  {
    what: "a prefill of an element that the licence does not have",
    edit: replace(packageYaml, "element: 名称 }", "element: 名字 }"),
    code: "unknown-name",
    file: packageYaml,
    line: "element: 名字",
    message: /no element “名字”/,
  },
  {
    what: "a decision that reads a field which does not exist",
    edit: replace(
      "processes/catering-shop/sign-rules.dmn",
      "<text>sign.clearance</text>",
      "<text>sign.clearence</text>",
    ),
    code: "unknown-field",
    file: "processes/catering-shop/sign-rules.dmn",
    line: "sign.clearence",
    message: /sign\.clearence/,
    remedy: /sign\.clearance/,
  },
  {
    what: "a decision table with a wrong expression",
    edit: replace(
      "processes/catering-shop/sign-rules.dmn",
      "<text>&gt;= 2.5</text>",
      "<text>&gt;= (2.5</text>",
    ),
    code: "dmn",
    file: "processes/catering-shop/sign-rules.dmn",
    message: /sign-rules/,
  },
  {
    what: "a review rule that the decision calls by another name",
    edit: replace(packageYaml, "- id: sign-height", "- id: sign-hight"),
    code: "unknown-name",
    file: "processes/catering-shop/sign-rules.dmn",
    line: '"sign-height"',
    message: /“sign-height”/,
    remedy: /sign-hight/,
  },
  {
    what: "code in a form",
    edit: replace(
      "forms/catering-shop/sign.json",
      '"key": "wording",',
      '"key": "wording", "customConditional": "show = true",',
    ),
    code: "form-code",
    file: "forms/catering-shop/sign.json",
    line: '"customConditional"',
    message: /customConditional/,
  },
  {
    what: "a form text without English",
    edit: replace("forms/catering-shop/sign.json", /\n\s*"招牌文字": "Wording",/, ""),
    code: "no-translation",
    file: "forms/catering-shop/sign.json",
    line: '"label": "招牌文字"',
    message: /招牌文字/,
    remedy: /i18n\.en/,
  },
  {
    what: "a field read by an item that does not exist",
    edit: replace("forms/catering-shop/sign.json", '"sign-permit"', '"sign-permitt"'),
    code: "unknown-name",
    file: "forms/catering-shop/sign.json",
    line: "sign-permitt",
    message: /no item “sign-permitt”/,
    remedy: /sign-permit/,
  },
  {
    what: "a condition on a field that is not in the form",
    edit: replace("forms/catering-shop/premises.json", '"component": "tenure"', '"component": "tenur"'),
    code: "unknown-field",
    file: "forms/catering-shop/premises.json",
    line: '"component": "tenur"',
    message: /“tenur”/,
    remedy: /tenure/,
  },
  {
    what: "a job type that nobody works",
    edit: replace("processes/shared/standard-item.bpmn", 'type="licences.issue"', 'type="licences.isue"'),
    code: "unknown-name",
    file: "processes/shared/standard-item.bpmn",
    line: 'id="issue"',
    message: /licences\.isue/,
    remedy: /licences\.issue/,
  },
  {
    what: "a document kind that does not exist",
    edit: replace("processes/shared/standard-item.bpmn", 'value="grant-decision"', 'value="grant-decison"'),
    code: "unknown-name",
    file: "processes/shared/standard-item.bpmn",
    line: 'id="render_grant"',
    message: /grant-decison/,
    remedy: /grant-decision/,
  },
  {
    what: "a task form that does not exist",
    edit: replace(
      "processes/shared/standard-item.bpmn",
      'externalReference="shared/review"',
      'externalReference="shared/reviews"',
    ),
    code: "unknown-name",
    file: "processes/shared/standard-item.bpmn",
    line: 'id="review"',
    message: /shared\/reviews/,
    remedy: /shared\/review/,
  },
  {
    what: "a user task that would be a job",
    edit: replace(
      "processes/shared/register-check.bpmn",
      "<zeebe:userTask/><zeebe:formDefinition externalReference=",
      "<zeebe:formDefinition formKey=",
    ),
    code: "job-user-task",
    file: "processes/shared/register-check.bpmn",
    line: 'id="confirm"',
    message: /no task appears/,
    remedy: /<zeebe:userTask\/>/,
  },
  {
    what: "a process that the engine refuses",
    edit: replace(
      "processes/shared/register-check.bpmn",
      /<zeebe:taskDefinition type="licences.check"\/>/,
      "",
    ),
    code: "extension-missing",
    file: "processes/shared/register-check.bpmn",
    line: 'id="check"',
    message: /check/,
  },
  {
    what: "a template that writes a value which does not exist",
    edit: replace("templates/grant-decision/document.hbs", "{{decision.content}}", "{{decision.contents}}"),
    code: "unknown-data",
    file: "templates/grant-decision/document.hbs",
    line: "decision.contents",
    message: /decision\.contents/,
    remedy: /decision\.content/,
  },
  {
    what: "a template that calls a partial which does not exist",
    edit: replace("templates/grant-decision/document.hbs", "{{> head}}", "{{> haed}}"),
    code: "template-partial-unknown",
    file: "templates/grant-decision/document.hbs",
    line: "haed",
    message: /haed/,
  },
  {
    what: "a template that writes raw values",
    edit: replace("templates/receipt/document.hbs", "{{t applicant.name}}", "{{{t applicant.name}}}"),
    code: "template-raw",
    file: "templates/receipt/document.hbs",
    line: "{{{t applicant.name}}}",
    message: /not allowed/,
  },
  {
    what: "a missing template",
    edit: (copy) => copy.remove("templates/receipt/document.hbs"),
    code: "unknown-name",
    file: "processes/shared/documents.yaml",
    line: "template: receipt",
    message: /no template “receipt”/,
  },
  {
    what: "a message that fills in a value which does not exist",
    edit: replace("templates/messages/cases.yaml", "{{packageName}}", "{{packagName}}"),
    code: "unknown-value",
    file: "templates/messages/cases.yaml",
    message: /packagName/,
    remedy: /packageName/,
  },
  {
    what: "a missing table",
    edit: (copy) => copy.remove("processes/shared/reasons.yaml"),
    code: "missing-file",
    file: "processes/shared/reasons.yaml",
    message: /missing/,
  },
  {
    what: "a department whose credit code fails its check",
    edit: replace(
      "processes/shared/departments.yaml",
      "uscc: 11370783MB0000107Q",
      "uscc: 11370783MB0000107P",
    ),
    code: "credit-code",
    file: "processes/shared/departments.yaml",
    line: "11370783MB0000107P",
    message: /fails its check/,
  },
  {
    what: "a malformed line of towns",
    edit: replace("processes/shared/towns.csv", "370783003,文家街道,", "37078300,文家街道,"),
    code: "wrong-value",
    file: "processes/shared/towns.csv",
    line: "37078300,",
    message: /9 digits/,
  },
];

for (const { what, edit, code, file, line, message, remedy } of broken)
  test(`the check finds ${what}, with file, line and remedy`, async (t) => {
    const copy = await copyContent();
    t.after(() => copy.close());
    await edit(copy);
    const { faults } = await inspectContent(copy.dir);
    const found = faults.find(
      (fault) => fault.code === code && fault.file === file && message.test(fault.message.en),
    );
    assert.ok(found, `no fault ${code} in ${file}; found:\n${faults.map(brief).join("\n")}`);
    assert.ok(found.message.zh !== "" && found.remedy.zh !== "" && found.remedy.en !== "");
    if (line !== undefined)
      assert.ok((await lineOf(copy, found)).includes(line), `line ${found.line} does not hold ${line}`);
    if (remedy !== undefined) assert.match(found.remedy.en, remedy);
  });

test("a field that no item reads is a warning, not an error", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  await copy.edit("forms/catering-shop/tobacco.json", (text) => {
    const form = JSON.parse(text) as {
      components: { components: { properties: { usedBy?: string[] } }[] }[];
    };
    delete form.components[0]?.components[0]?.properties.usedBy;
    return JSON.stringify(form, null, 2);
  });
  const { faults } = await inspectContent(copy.dir);
  assert.deepEqual(
    faults.map(({ severity, code }) => ({ severity, code })),
    [{ severity: "warning", code: "unread-field" }],
  );
  const warnings: string[] = [];
  await loadContent(copy.dir, (text) => warnings.push(text));
  assert.match(warnings.join(), /tobacco\.format/);
});

test("what a decision table is missing or has twice is a warning at the rule, with the decision and an example", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const paths = "processes/catering-shop/tobacco-review-path.dmn";
  await replace(paths, '<inputEntry id="c_5"><text>"no"</text>', '<inputEntry id="c_5"><text></text>')(copy);
  const rules = "processes/catering-shop/situation.dmn";
  await copy.edit(rules, (text) => text.replace(/<rule id="rule_160">.*<\/rule>/, ""));
  const { faults } = await inspectContent(copy.dir);
  assert.deepEqual(
    faults.map(({ severity, code, file, message }) => [severity, code, file, message.en]),
    [
      [
        "warning",
        "table-gap",
        rules,
        'Decision “situationOutside”: No rule matches: e.g. 营业执照 = "…", 业态 = "…"',
      ],
      ["warning", "table-duplicate", paths, "Decision “tobacco-review-path”: Rule 2 repeats rule 1"],
    ],
  );
  const lines = (await readFile(path.join(copy.dir, paths), "utf8")).split("\n");
  assert.match(lines[(faults[1]?.line ?? 0) - 1] ?? "", /id="rule_7"/);
});

test("types that clash are a warning at the place in the decision or the package, in both languages", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const rules = "processes/catering-shop/fire-review-path.dmn";
  await replace(rules, 'id="c_8"><text></text>', 'id="c_8"><text>&lt; "300"</text>')(copy);
  const { faults } = await inspectContent(copy.dir);
  const clashes = faults.filter((fault) => fault.code === "feel-clash");
  assert.deepEqual(
    clashes.map(({ severity, file }) => [severity, file]),
    [["warning", rules]],
  );
  assert.match(
    clashes[0]?.message.en ?? "",
    /rule \d, input \d \(< "300"\): number < string can only give null/,
  );
  assert.match(clashes[0]?.message.zh ?? "", /规则 \d，输入 \d（< "300"）：数字 < 文本 的结果只能是空值/);
});

test("broken content is refused with every fault at once", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  await replace(packageYaml, "department: fire-brigade", "department: nobody")(copy);
  await replace("forms/catering-shop/sign.json", '"sign-permit"', '"nothing"')(copy);
  await assert.rejects(loadContent(copy.dir), (error: unknown) => {
    assert.ok(error instanceof ContentError);
    assert.deepEqual([...new Set(error.faults.map((fault) => fault.file))].sort(), [
      "forms/catering-shop/sign.json",
      packageYaml,
    ]);
    return true;
  });
});

test("the hash changes with any byte of the content and with nothing else", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  const hashOf = async (dir: string): Promise<string> => (await readContentFiles(dir, new FaultList())).hash;
  const hash = (): Promise<string> => hashOf(copy.dir);
  const first = await hash();
  assert.equal(first, await hashOf(home));
  await copy.write("processes/catering-shop/notes.txt", "not content");
  assert.equal(await hash(), first);
  await copy.edit("templates/partials/foot.hbs", (text) => `${text} `);
  assert.notEqual(await hash(), first);
});

function brief(fault: ContentFault): string {
  return `${fault.code} ${fault.file}:${fault.line} ${fault.message.en}`;
}

async function lineOf(copy: ContentCopy, fault: ContentFault): Promise<string> {
  let text = "";
  await copy.edit(fault.file, (whole) => {
    text = whole;
    return `${whole}\n`;
  });
  return text.split("\n")[fault.line - 1] ?? "";
}
