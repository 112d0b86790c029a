/** Every route × every role × own and other's things: who reaches what, from one table that names every route. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { marks, setUpOwner, type Owned, type Target } from "./fixtures/two-owners.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

type Person = "zhang" | "li";
interface Role {
  name: string;
  username: string | null;
  /** Whose things it owns, while acting so. */
  ownerKey: string | null;
  department: string | null;
  groups: string[];
  /** Owners whose names it may come across. */
  knows: Person[];
  /** Sees identity numbers in clear. */
  identity: boolean;
}

const citizen = (person: Person, kind: "self" | "enterprise", ownerKey: string): Role => ({
  name: `${person} (${kind})`,
  username: person,
  ownerKey,
  department: null,
  groups: [],
  knows: [person],
  identity: true,
});
const post = (username: string, groups: string[], knows: Person[], identity = false): Role => ({
  name: username,
  username,
  ownerKey: null,
  department: groups[0]!.split(":")[0]!,
  groups,
  knows,
  identity,
});
const both: Person[] = ["zhang", "li"];
const roles: Role[] = [
  {
    name: "a visitor",
    username: null,
    ownerKey: null,
    department: null,
    groups: [],
    knows: [],
    identity: false,
  },
  citizen("zhang", "self", "person:zhang"),
  citizen("zhang", "enterprise", "enterprise:xiaoman"),
  citizen("li", "self", "person:li"),
  citizen("li", "enterprise", "enterprise:chunhe"),
  post("window1", ["window:clerk"], both, true),
  post("food.review", ["approval-bureau:reviewer"], both),
  post("food.decide", ["approval-bureau:decider", "approval-bureau:approver"], both, true),
  post("sign.review", ["city-management:reviewer"], ["zhang"]),
  post("fire.review", ["fire-brigade:reviewer"], both),
  post("market.review", ["market-supervision:reviewer"], both),
  post("tobacco.review", ["tobacco:reviewer"], []),
  post("admin", ["county:admin"], []),
];

/** One request about one thing of one owner, and who may make it. */
interface Attempt {
  path: string;
  owner: Person | null;
  body?: unknown;
  /** A file instead of a body of JSON. */
  file?: boolean;
  may: (role: Role) => boolean;
}
interface Expectation {
  attempts: (owned: Owned) => Attempt[];
  /** Status of those who may; absent: a success, or a version or content that does not fit. */
  granted?: readonly number[];
  /** Only tried by those who may not: it would change what the others look at. */
  onlyRefused?: boolean;
  /** Evidence that its readers must see as it is, numbers and all. */
  evidence?: boolean;
  /** Public by design; the answer has no personal data beyond what the page shows to anyone. */
  public?: boolean;
}

const signedIn = (role: Role): boolean => role.username !== null;
const nobody = (): boolean => false;
const inGroup =
  (group: string) =>
  (role: Role): boolean =>
    role.groups.includes(group);
const inDepartment =
  (target: Target) =>
  (role: Role): boolean =>
    role.department !== null && target.departments.includes(role.department);
const owns =
  (target: Target) =>
  (role: Role): boolean =>
    role.ownerKey === target.ownerKey;
const inGroupOf =
  (department: string, ...names: string[]) =>
  (role: Role): boolean =>
    names.some((name) => role.groups.includes(`${department}:${name}`));
const isCitizen = (role: Role): boolean => role.ownerKey !== null;
const window = inGroup("window:clerk");
const handlesTasks = (role: Role): boolean => role.department !== null && role.department !== "county";
const seesAsWindow =
  (target: Target) =>
  (role: Role): boolean =>
    target.departments.length > 0 && window(role);
const either =
  (...tests: ((role: Role) => boolean)[]) =>
  (role: Role): boolean =>
    tests.some((one) => one(role));

const about = (owner: Person | null, path: string, may: Attempt["may"], body?: unknown): Attempt => ({
  path,
  owner,
  may,
  ...(body === undefined ? {} : { body }),
});
const one = (path: string, may: Attempt["may"], body?: unknown) => (): Attempt[] => [
  about(null, path, may, body),
];
const ofDraft =
  (rest: string, body?: unknown) =>
  (owned: Owned): Attempt[] => [
    about(
      owned.person,
      `/drafts/${owned.draft.id}${rest.replace(":file", owned.draftFile.id)}`,
      owns(owned.draft),
      body,
    ),
  ];
const ofSupply =
  (rest: string, body?: unknown) =>
  (owned: Owned): Attempt[] => [
    about(
      owned.person,
      `/cases/${owned.caseNo.id}/supply/${owned.caseNo.id}-02${rest}`,
      owns(owned.caseNo),
      body,
    ),
  ];
const ofCorrection =
  (rest: string, body?: unknown) =>
  (owned: Owned): Attempt[] => [
    about(owned.person, `/cases/${owned.correction.id}/corrections/1${rest}`, owns(owned.correction), body),
  ];
const ofTasks =
  (rest: string, may: (task: Owned["tasks"][number]) => Attempt["may"], body?: unknown) =>
  (owned: Owned): Attempt[] =>
    owned.tasks.map((task) => about(owned.person, `/tasks/${task.id}${rest}`, may(task), body));
const withRole =
  (...names: string[]) =>
  (task: Owned["tasks"][number]) =>
  (role: Role): boolean =>
    inGroup(task.group)(role) && role.groups.some((group) => names.includes(group.split(":")[1]!));

const reads = inDepartment;
const UNKNOWN = "000000000000";
/** Posts that take part in the case; and, for its outline, the administrator. */
const handlers = (target: Target) => either(window, inDepartment(target));
const officials = (target: Target) => either(handlers(target), inGroup("county:admin"));
const ofFile =
  (rest: string, may: (target: Target) => Attempt["may"], body?: unknown) =>
  (owned: Owned): Attempt[] => [
    about(owned.person, `/case-files/${owned.caseNo.id}${rest}`, may(owned.caseNo), body),
  ];

const table: Record<string, Expectation> = {
  "GET /api/v1/server": { attempts: one("/server", () => true), public: true },
  "POST /api/v1/session": { attempts: () => [], public: true },
  "GET /api/v1/session": { attempts: one("/session", () => true), public: true },
  "DELETE /api/v1/session": { attempts: one("/session", signedIn), onlyRefused: true },
  "GET /api/v1/me": { attempts: one("/me", signedIn) },
  "PUT /api/v1/me/display": { attempts: one("/me/display", signedIn, {}), granted: [422] },
  "POST /api/v1/me/acting-as": {
    attempts: one("/me/acting-as", nobody, { capacityId: "enterprise:nobody" }),
  },
  "GET /api/v1/events": { attempts: one("/events", signedIn) },
  "GET /api/v1/home": { attempts: one("/home", () => true) },
  "GET /api/v1/services": { attempts: one("/services", () => true) },
  "GET /api/v1/packages/{id}": { attempts: one("/packages/catering-shop", () => true) },
  "GET /api/v1/packages/{id}/questionnaire": {
    attempts: one("/packages/catering-shop/questionnaire", () => true),
  },
  "POST /api/v1/packages/{id}/situation": {
    attempts: one("/packages/catering-shop/situation", () => true, { answers: {} }),
  },
  "GET /api/v1/messages": { attempts: one("/messages", signedIn) },
  "GET /api/v1/messages/settings": { attempts: one("/messages/settings", signedIn) },
  "PUT /api/v1/messages/settings": { attempts: one("/messages/settings", signedIn, {}), granted: [422] },
  "POST /api/v1/messages/addresses": {
    attempts: one("/messages/addresses", signedIn, { channel: "mail", address: "none" }),
    granted: [422],
  },
  "POST /api/v1/messages/addresses/verify": {
    attempts: one("/messages/addresses/verify", signedIn, { code: "none" }),
    granted: [409],
  },
  "DELETE /api/v1/messages/addresses/{channel}": { attempts: one("/messages/addresses/mail", signedIn) },
  "GET /api/v1/outbox": { attempts: one("/outbox", inGroup("county:admin")) },
  "GET /api/v1/outbox/{id}": { attempts: one(`/outbox/${UNKNOWN}`, inGroup("county:admin")), granted: [404] },
  "POST /api/v1/outbox/{id}/retry": {
    attempts: one(`/outbox/${UNKNOWN}/retry`, inGroup("county:admin"), {}),
    granted: [404],
  },
  "POST /api/v1/messages/{id}/read": {
    attempts: (owned) =>
      owned.messages.map((message) => about(owned.person, `/messages/${message.id}/read`, owns(message), {})),
  },
  "POST /api/v1/drafts": {
    attempts: one("/drafts", isCitizen, { packageId: UNKNOWN, answers: {} }),
    granted: [404, 422],
  },
  "GET /api/v1/drafts/{id}": { attempts: ofDraft("") },
  "DELETE /api/v1/drafts/{id}": { attempts: ofDraft(""), onlyRefused: true },
  "POST /api/v1/drafts/{id}/restore": { attempts: ofDraft("/restore", {}) },
  "POST /api/v1/presence/{kind}/{id}": {
    attempts: (owned) => [
      about(owned.person, `/presence/draft/${owned.draft.id}`, owns(owned.draft), {}),
      about(owned.person, `/presence/case/${owned.caseNo.id}`, either(window, reads(owned.caseNo)), {}),
      ...owned.tasks.map((task) => about(owned.person, `/presence/task/${task.id}`, reads(task), {})),
    ],
  },
  "DELETE /api/v1/presence/{kind}/{id}": { attempts: one(`/presence/draft/${UNKNOWN}`, signedIn) },
  "PUT /api/v1/drafts/{id}/answers": { attempts: ofDraft("/answers", { answers: {}, confirm: false }) },
  "GET /api/v1/drafts/{id}/parts/{part}": { attempts: ofDraft("/parts/operator") },
  "PUT /api/v1/drafts/{id}/parts/{part}": {
    attempts: ofDraft("/parts/operator", { data: {}, check: false }),
  },
  "GET /api/v1/drafts/{id}/check": { attempts: ofDraft("/check") },
  "POST /api/v1/drafts/{id}/submit": {
    attempts: ofDraft("/submit", {
      declarations: [],
      undertakings: [],
      delivery: { way: "electronic" },
    }),
  },
  "GET /api/v1/drafts/{id}/signatures": { attempts: ofDraft("/signatures") },
  // the draft needs no signature: its owner hears so, others hear that there is no such draft
  "POST /api/v1/drafts/{id}/signatures": {
    attempts: ofDraft("/signatures", { signer: "owner", name: "甲", way: "here" }),
    granted: [404],
  },
  "DELETE /api/v1/drafts/{id}/signatures/{seat}": {
    attempts: ofDraft(`/signatures/${UNKNOWN}`),
    granted: [404],
  },
  "POST /api/v1/drafts/{id}/signatures/{seat}/remind": {
    attempts: ofDraft(`/signatures/${UNKNOWN}/remind`, {}),
    granted: [404],
  },
  "POST /api/v1/drafts/{id}/signatures/{seat}/replace": {
    attempts: ofDraft(`/signatures/${UNKNOWN}/replace`, { name: "甲", way: "here" }),
    granted: [404],
  },
  "POST /api/v1/drafts/{id}/signatures/{seat}/sign": {
    attempts: ofDraft(`/signatures/${UNKNOWN}/sign`, { hash: "", name: "甲" }),
    granted: [404],
  },
  "GET /api/v1/sign/{token}": { attempts: one(`/sign/${UNKNOWN}`, nobody), public: true },
  "POST /api/v1/sign/{token}": {
    attempts: one(`/sign/${UNKNOWN}`, nobody, { hash: "", name: "甲" }),
    public: true,
  },
  "POST /api/v1/sign/{token}/answer": {
    attempts: one(`/sign/${UNKNOWN}/answer`, nobody, { answer: "decline", reason: "甲" }),
    public: true,
  },
  "GET /api/v1/sign/{token}/files/{file}": {
    attempts: one(`/sign/${UNKNOWN}/files/${UNKNOWN}`, nobody),
    public: true,
  },
  "GET /api/v1/drafts/{id}/materials": { attempts: ofDraft("/materials") },
  "POST /api/v1/drafts/{id}/materials/{materialId}/files": {
    attempts: (owned) =>
      ofDraft("/materials/tenure-proof/files")(owned).map((attempt) => ({ ...attempt, file: true })),
    onlyRefused: true,
  },
  "DELETE /api/v1/drafts/{id}/materials/{materialId}/files/{fileId}": {
    attempts: ofDraft("/materials/tenure-proof/files/:file"),
    onlyRefused: true,
  },
  "POST /api/v1/drafts/{id}/materials/{materialId}/reuse": {
    attempts: (owned) =>
      ofDraft("/materials/business-licence/reuse", { licenceId: owned.licences[0]!.id })(owned),
    onlyRefused: true,
  },
  "DELETE /api/v1/drafts/{id}/materials/{materialId}/reuse": {
    attempts: ofDraft("/materials/business-licence/reuse"),
    onlyRefused: true,
  },
  "GET /api/v1/files/{id}": {
    evidence: true,
    attempts: (owned) => [
      about(owned.person, `/files/${owned.draftFile.id}`, owns(owned.draftFile)),
      ...owned.files.map((file) =>
        about(owned.person, `/files/${file.id}`, either(owns(file), window, reads(file))),
      ),
    ],
  },
  "POST /api/v1/cases/{no}/materials/{materialId}/original-seen": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/materials/tenure-proof/original-seen`, window, {}),
    ],
  },
  "GET /api/v1/cases/{no}/marks": {
    attempts: (owned) => [
      about(
        owned.person,
        `/cases/${owned.caseNo.id}/marks`,
        either(
          window,
          inDepartment({
            ...owned.caseNo,
            departments: owned.files.flatMap(({ departments }) => departments),
          }),
        ),
      ),
    ],
  },
  "POST /api/v1/cases/{no}/marks": {
    attempts: (owned) =>
      owned.files.map((file) =>
        about(owned.person, `/cases/${owned.caseNo.id}/marks`, either(window, reads(file)), {
          fileId: file.id,
          page: 1,
          box: { x: 0.1, y: 0.1, w: 0.2, h: 0.1 },
          note: "看不清",
        }),
      ),
  },
  "DELETE /api/v1/cases/{no}/marks/{mark}": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/marks/${UNKNOWN}`, handlers(owned.caseNo)),
    ],
    granted: [404],
  },
  "GET /api/v1/cases": { attempts: one("/cases", signedIn) },
  "GET /api/v1/cases/{no}": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}`, owns(owned.caseNo))],
  },
  "GET /api/v1/cases/{no}/receipt": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}/receipt`, owns(owned.caseNo))],
  },
  "GET /api/v1/cases/{no}/withdrawal": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}/withdrawal`, owns(owned.caseNo))],
  },
  "POST /api/v1/cases/{no}/withdraw": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/withdraw`, owns(owned.caseNo), {
        items: [],
        reason: "",
        lastDigits: "",
      }),
    ],
    granted: [422],
  },
  "POST /api/v1/cases/{no}/again": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}/again`, owns(owned.caseNo), {})],
    onlyRefused: true,
  },
  // the case has nothing to supply: its owner hears so, others hear that there is no such case
  "GET /api/v1/cases/{no}/supply/{item}": { attempts: ofSupply(""), granted: [404] },
  "POST /api/v1/cases/{no}/supply/{item}": { attempts: ofSupply("", { materials: [] }), granted: [404] },
  "POST /api/v1/cases/{no}/supply/{item}/promise": { attempts: ofSupply("/promise", {}), granted: [404] },
  "POST /api/v1/cases/{no}/supply/{item}/materials/{materialId}/files": {
    attempts: (owned) =>
      ofSupply("/materials/food-rules/files")(owned).map((attempt) => ({ ...attempt, file: true })),
    granted: [404],
  },
  "DELETE /api/v1/cases/{no}/supply/{item}/materials/{materialId}/files/{fileId}": {
    attempts: ofSupply(`/materials/food-rules/files/${UNKNOWN}`),
    granted: [404],
  },
  "GET /api/v1/cases/{no}/corrections/{n}": { attempts: ofCorrection("") },
  "PUT /api/v1/cases/{no}/corrections/{n}": { attempts: ofCorrection("", { values: {}, notes: {} }) },
  "POST /api/v1/cases/{no}/corrections/{n}/hand-in": {
    attempts: ofCorrection("/hand-in", { points: ["p1"] }),
  },
  "POST /api/v1/cases/{no}/corrections/{n}/materials/{materialId}/files": {
    attempts: (owned) =>
      ofCorrection("/materials/tenure-proof/files")(owned).map((attempt) => ({ ...attempt, file: true })),
    onlyRefused: true,
  },
  "DELETE /api/v1/cases/{no}/corrections/{n}/materials/{materialId}/files/{fileId}": {
    attempts: ofCorrection("/materials/tenure-proof/files/none"),
    onlyRefused: true,
  },
  "GET /api/v1/cases/{no}/corrections/{n}/signatures": { attempts: ofCorrection("/signatures") },
  // nobody signs what this correction opens: its owner hears so, others hear that there is no such case
  "POST /api/v1/cases/{no}/corrections/{n}/signatures": {
    attempts: ofCorrection("/signatures", { signer: "owner", name: "甲", way: "here" }),
    granted: [404],
  },
  "DELETE /api/v1/cases/{no}/corrections/{n}/signatures/{seat}": {
    attempts: ofCorrection(`/signatures/${UNKNOWN}`),
    granted: [404],
  },
  "POST /api/v1/cases/{no}/corrections/{n}/signatures/{seat}/remind": {
    attempts: ofCorrection(`/signatures/${UNKNOWN}/remind`, {}),
    granted: [404],
  },
  "POST /api/v1/cases/{no}/corrections/{n}/signatures/{seat}/replace": {
    attempts: ofCorrection(`/signatures/${UNKNOWN}/replace`, { name: "甲", way: "here" }),
    granted: [404],
  },
  "POST /api/v1/cases/{no}/corrections/{n}/signatures/{seat}/sign": {
    attempts: ofCorrection(`/signatures/${UNKNOWN}/sign`, { hash: "", name: "甲" }),
    granted: [404],
  },
  "GET /api/v1/cases/{no}/clarifications": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/clarifications`, owns(owned.caseNo)),
    ],
  },
  "POST /api/v1/cases/{no}/clarifications/{id}": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/clarifications/none`, owns(owned.caseNo), {
        answer: "说明",
      }),
    ],
    onlyRefused: true,
  },
  "POST /api/v1/tasks/{id}/clarify": {
    attempts: ofTasks("/clarify", withRole("reviewer", "approver", "decider"), { question: "" }),
  },
  "POST /api/v1/cases/lookup": {
    attempts: (owned) => [
      about(owned.person, "/cases/lookup", nobody, { no: owned.caseNo.id, queryCode: "000000" }),
    ],
    public: true,
  },
  "GET /api/v1/documents/{id}": {
    attempts: (owned) =>
      owned.documents.map((document) =>
        about(owned.person, `/documents/${document.id}`, either(owns(document), window, reads(document))),
      ),
  },
  "GET /api/v1/documents/{id}/pdf": {
    attempts: (owned) =>
      owned.documents
        .slice(0, 1)
        .map((document) =>
          about(
            owned.person,
            `/documents/${document.id}/pdf`,
            either(owns(document), window, reads(document)),
          ),
        ),
  },
  "GET /api/v1/licences": { attempts: one("/licences", signedIn) },
  "GET /api/v1/licences/{id}": {
    evidence: true,
    attempts: (owned) =>
      owned.licences.map((licence) =>
        about(
          owned.person,
          `/licences/${licence.id}`,
          either(owns(licence), seesAsWindow(licence), reads(licence)),
        ),
      ),
  },
  "GET /api/v1/licences/{id}/pdf": {
    evidence: true,
    attempts: (owned) =>
      owned.licences
        .slice(0, 1)
        .map((licence) =>
          about(
            owned.person,
            `/licences/${licence.id}/pdf`,
            either(owns(licence), seesAsWindow(licence), reads(licence)),
          ),
        ),
  },
  "GET /api/v1/verify/{identifier}": {
    attempts: (owned) =>
      owned.identifiers.map((identifier) => about(owned.person, `/verify/${identifier}`, () => true)),
    public: true,
  },
  "GET /healthz": { attempts: one("//healthz", () => true), public: true },
  "GET /readyz": { attempts: one("//readyz", () => true), public: true },
  "GET /api/v1/openapi.json": { attempts: one("/openapi.json", () => true), public: true },
  "GET /api/v1/docs": { attempts: one("/docs", () => true), public: true },
  "GET /v": { attempts: one("//v", () => true), public: true },
  "GET /v/{identifier}": {
    attempts: (owned) =>
      owned.identifiers.map((identifier) => about(owned.person, `//v/${identifier}`, () => true)),
    public: true,
  },
  "GET /v/d/{id}": {
    attempts: (owned) =>
      owned.documents.map((document) => about(owned.person, `//v/d/${document.id}`, () => true)),
    public: true,
  },
  "GET /api/v1/tasks": { attempts: one("/tasks?view=team&limit=200", handlesTasks) },
  "GET /api/v1/tasks/{id}": { attempts: ofTasks("", reads) },
  "GET /api/v1/tasks/{id}/assignees": { attempts: ofTasks("/assignees", reads) },
  "POST /api/v1/tasks/{id}/read": { attempts: ofTasks("/read", reads, {}) },
  "POST /api/v1/tasks/{id}/claim": {
    attempts: ofTasks("/claim", withRole("clerk", "reviewer", "approver", "decider"), {}),
  },
  "POST /api/v1/tasks/{id}/release": {
    attempts: ofTasks("/release", withRole("clerk", "reviewer", "approver", "decider"), {}),
  },
  "POST /api/v1/tasks/{id}/assign": {
    attempts: ofTasks("/assign", withRole("approver", "decider"), { personId: "window2" }),
  },
  "PUT /api/v1/tasks/{id}/draft": {
    attempts: ofTasks("/draft", withRole("clerk", "reviewer", "approver", "decider"), { data: {} }),
  },
  "POST /api/v1/tasks/{id}/complete": {
    attempts: ofTasks("/complete", withRole("clerk", "reviewer", "approver", "decider"), {
      outcome: "nothing",
      data: {},
    }),
  },
  "POST /api/v1/tasks/{id}/pause": {
    attempts: ofTasks("/pause", withRole("reviewer"), {
      kind: "expert-review",
      days: 5,
      reason: "专家评审",
    }),
  },
  "POST /api/v1/tasks/{id}/extend": {
    attempts: ofTasks("/extend", withRole("reviewer", "approver", "decider"), { reason: "须补充现场核查" }),
  },
  "POST /api/v1/tasks/{id}/preview": {
    attempts: ofTasks("/preview", withRole("clerk", "reviewer", "approver", "decider"), {
      outcome: "grant",
      data: {},
    }),
  },
  "GET /api/v1/case-files/{no}": { attempts: ofFile("", officials) },
  "GET /api/v1/case-files/{no}/diagram": { attempts: ofFile("/diagram", officials) },
  "GET /api/v1/case-files/{no}/audit": { attempts: ofFile("/audit", officials) },
  "GET /api/v1/audit": { attempts: one("/audit", inGroup("county:admin")) },
  "GET /api/v1/audit/facets": { attempts: one("/audit/facets", inGroup("county:admin")) },
  "GET /api/v1/audit/export": { attempts: one("/audit/export?kind=case", inGroup("county:admin")) },
  "GET /api/v1/audit/verify": { attempts: one("/audit/verify", inGroup("county:admin")) },
  // printing takes long: who may is shown by the area's own test
  "POST /api/v1/case-files/{no}/dossiers": { attempts: ofFile("/dossiers", handlers, {}), onlyRefused: true },
  "GET /api/v1/case-files/{no}/dossiers/{id}": {
    attempts: ofFile(`/dossiers/${UNKNOWN}`, handlers),
    granted: [404],
  },
  "GET /api/v1/search": {
    attempts: (owned) => [
      about(
        null,
        `/search?q=${encodeURIComponent(marks[owned.person].own[0])}&purpose=x`,
        (role) => role.department !== null && role.department !== "county",
      ),
      about(null, `/search?q=${owned.caseNo.id}`, (role) => role.department !== null),
    ],
  },
  "GET /api/v1/search/export": {
    attempts: one("/search/export?q=zzzz&purpose=x", (role) =>
      role.groups.some((group) => group === "window:clerk" || group.endsWith(":decider")),
    ),
  },
  "POST /api/v1/search/asks": {
    attempts: one("/search/asks", nobody, { q: UNKNOWN, reason: "x" }),
  },
  "GET /api/v1/why": {
    attempts: (owned) => [
      about(owned.person, `/why?what=case:${owned.caseNo.id}`, signedIn),
      about(owned.person, `/why?who=window1&what=case:${owned.caseNo.id}`, (role) =>
        ["window1", "admin"].includes(role.username ?? ""),
      ),
    ],
  },
  "GET /api/v1/why/options": { attempts: one("/why/options", signedIn) },
  "POST /api/v1/case-files/{no}/notes": {
    attempts: ofFile("/notes", handlers, { text: "备注" }),
    onlyRefused: true,
  },
  "POST /api/v1/case-files/{no}/urge": {
    attempts: ofFile("/urge", handlers, { taskId: UNKNOWN, text: "" }),
    granted: [404],
  },
  "POST /api/v1/case-files/{no}/links": {
    attempts: ofFile("/links", handlers, { no: "0", reason: "重复" }),
    granted: [422],
  },
  // the food licence's item; nothing is said of what to look at, so that nothing is asked
  "POST /api/v1/visits": {
    attempts: (owned) => [
      about(owned.person, "/visits", inGroupOf("approval-bureau", "reviewer", "decider"), {
        no: owned.caseNo.id,
        caseItemId: `${owned.caseNo.id}-02`,
        purpose: "",
      }),
    ],
    granted: [422],
  },
  // visits that there are: visit.e2e.ts
  "GET /api/v1/visits/{id}": { attempts: one(`/visits/${UNKNOWN}`, nobody) },
  "PUT /api/v1/visits/{id}/appointment": {
    attempts: one(`/visits/${UNKNOWN}/appointment`, nobody, {
      date: "2026-03-04",
      from: "09:30",
      to: "11:00",
      place: "店里",
      prepare: "",
      inspectors: [],
    }),
  },
  "POST /api/v1/visits/{id}/moves/{move}/keep": {
    attempts: one(`/visits/${UNKNOWN}/moves/${UNKNOWN}/keep`, nobody, { reason: "甲" }),
  },
  "POST /api/v1/visits/{id}/cancel": {
    attempts: one(`/visits/${UNKNOWN}/cancel`, nobody, { reason: "甲" }),
  },
  "PUT /api/v1/visits/{id}/record": {
    attempts: one(`/visits/${UNKNOWN}/record`, nobody, { present: [], findings: [] }),
  },
  "POST /api/v1/visits/{id}/photos": {
    attempts: () => [{ ...about(null, `/visits/${UNKNOWN}/photos`, nobody), file: true }],
  },
  "GET /api/v1/visits/{id}/photos/{photo}": {
    attempts: one(`/visits/${UNKNOWN}/photos/${UNKNOWN}`, nobody),
  },
  "DELETE /api/v1/visits/{id}/photos/{photo}": {
    attempts: one(`/visits/${UNKNOWN}/photos/${UNKNOWN}`, nobody),
  },
  "POST /api/v1/visits/{id}/sign": { attempts: one(`/visits/${UNKNOWN}/sign`, nobody, { hash: "" }) },
  "GET /api/v1/deliveries": { attempts: one("/deliveries", window) },
  // acts that there are: desk.e2e.ts
  "POST /api/v1/deliveries": {
    attempts: one("/deliveries", window, { caseItemIds: [UNKNOWN] }),
    granted: [404],
  },
  "POST /api/v1/deliveries/postings": {
    attempts: one("/deliveries/postings", window, {
      caseItemIds: [UNKNOWN],
      carrier: "EMS",
      number: "EMS123456",
      on: "2026-03-02",
    }),
    granted: [404],
  },
  "POST /api/v1/deliveries/reminders": {
    attempts: one("/deliveries/reminders", window, { caseItemIds: [UNKNOWN] }),
    granted: [404],
  },
  "GET /api/v1/deliveries/{id}": { attempts: one(`/deliveries/${UNKNOWN}`, nobody) },
  "GET /api/v1/deliveries/{id}/record": { attempts: one(`/deliveries/${UNKNOWN}/record`, nobody) },
  "PUT /api/v1/deliveries/{id}/receiver": {
    attempts: one(`/deliveries/${UNKNOWN}/receiver`, nobody, {
      name: "甲",
      relation: "self",
      idLast4: "0021",
    }),
  },
  "POST /api/v1/deliveries/{id}/sign": {
    attempts: one(`/deliveries/${UNKNOWN}/sign`, nobody, { how: "paper", read: true, hash: "" }),
  },
  "POST /api/v1/deliveries/{id}/cancel": {
    attempts: one(`/deliveries/${UNKNOWN}/cancel`, nobody, { reason: "" }),
  },
  "POST /api/v1/deliveries/{id}/arrived": {
    attempts: one(`/deliveries/${UNKNOWN}/arrived`, nobody, {
      on: "2026-03-02",
      name: "甲",
      relation: "self",
    }),
  },
  "POST /api/v1/deliveries/{id}/returned": {
    attempts: one(`/deliveries/${UNKNOWN}/returned`, nobody, {
      on: "2026-03-02",
      reason: "甲",
      next: "again",
    }),
  },
  "GET /api/v1/credit": { attempts: one("/credit", handlesTasks) },
  "POST /api/v1/credit": {
    attempts: one("/credit", (role) => role.groups.some((group) => group.endsWith(":decider")), {}),
    granted: [422],
  },
  "POST /api/v1/credit/{id}/repair": {
    attempts: one(`/credit/${UNKNOWN}/repair`, nobody, { reason: "已整改" }),
  },
  "GET /api/v1/cases/{no}/delivery": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}/delivery`, owns(owned.caseNo))],
  },
  "PUT /api/v1/cases/{no}/delivery": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/delivery`, owns(owned.caseNo), { way: "post" }),
    ],
    granted: [422],
  },
  "POST /api/v1/cases/{no}/delivery/read": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/delivery/read`, owns(owned.caseNo), {
        caseItemIds: [UNKNOWN],
      }),
    ],
  },
  "GET /api/v1/cases/{no}/visits": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}/visits`, owns(owned.caseNo))],
  },
  "POST /api/v1/cases/{no}/visits/{id}/move": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/visits/${UNKNOWN}/move`, owns(owned.caseNo), {
        wanted: "3月6日",
        reason: "甲",
      }),
    ],
    granted: [404],
  },
  // neither case is closed: there is nothing to rate yet; ratings that there are: rating.e2e.ts
  "GET /api/v1/rate/{token}": { attempts: one(`/rate/${UNKNOWN}`, nobody), public: true },
  "POST /api/v1/rate/{token}": {
    attempts: one(`/rate/${UNKNOWN}`, nobody, { version: "1", ratings: [{ target: UNKNOWN, stars: 5 }] }),
    public: true,
  },
  "GET /api/v1/cases/{no}/rating": {
    attempts: (owned) => [about(owned.person, `/cases/${owned.caseNo.id}/rating`, owns(owned.caseNo))],
    granted: [404],
  },
  "POST /api/v1/cases/{no}/rating": {
    attempts: (owned) => [
      about(owned.person, `/cases/${owned.caseNo.id}/rating`, owns(owned.caseNo), {
        version: "1",
        ratings: [{ target: UNKNOWN, stars: 5 }],
      }),
    ],
    granted: [404],
  },
  "GET /api/v1/ratings/open": { attempts: one("/ratings/open", isCitizen) },
  "GET /api/v1/ratings": { attempts: one("/ratings", handlesTasks) },
  "POST /api/v1/ratings/links": {
    attempts: (owned) => [about(owned.person, "/ratings/links", window, { no: owned.caseNo.id })],
    granted: [409],
  },
  "GET /api/v1/ratings/{id}": { attempts: one(`/ratings/${UNKNOWN}`, nobody) },
  "GET /api/v1/health": { attempts: one("/health", (role) => role.username === "admin") },
  "GET /api/v1/incidents": { attempts: one("/incidents", (role) => role.username === "admin") },
  "POST /api/v1/incidents/retry": {
    attempts: one("/incidents/retry", (role) => role.username === "admin", { keys: [UNKNOWN] }),
  },
  "GET /api/v1/incidents/{key}": {
    attempts: one(`/incidents/${UNKNOWN}`, (role) => role.username === "admin"),
    granted: [404],
  },
  "POST /api/v1/incidents/{key}/changes": {
    attempts: one(`/incidents/${UNKNOWN}/changes`, (role) => role.username === "admin", {
      kind: "move",
      to: UNKNOWN,
      reason: "x",
    }),
    granted: [404],
  },
  "POST /api/v1/incident-changes/{id}/confirm": {
    attempts: one(`/incident-changes/${UNKNOWN}/confirm`, (role) => role.username === "admin", {}),
    granted: [404],
  },
  "POST /api/v1/incident-changes/{id}/decline": {
    attempts: one(`/incident-changes/${UNKNOWN}/decline`, (role) => role.username === "admin", {}),
    granted: [404],
  },
  "POST /api/v1/health/incidents/{key}/retry": {
    attempts: one(`/health/incidents/${UNKNOWN}/retry`, (role) => role.username === "admin", {}),
    granted: [400, 404, 409, 422],
  },
  // who may give which post, and what follows: the area's own test
  "GET /api/v1/people": { attempts: one("/people", inGroup("county:admin")) },
  "GET /api/v1/people/holders": {
    attempts: one("/people/holders?department=window&role=clerk", inGroup("county:admin")),
  },
  "POST /api/v1/people": {
    attempts: one("/people", inGroup("county:admin"), { username: "9", name: "甲" }),
    granted: [422],
  },
  "GET /api/v1/people/{id}": { attempts: one("/people/window1", inGroup("county:admin")) },
  "POST /api/v1/people/{id}/reset": {
    attempts: one(`/people/${UNKNOWN}/reset`, inGroup("county:admin"), {}),
    granted: [404],
  },
  "POST /api/v1/people/{id}/posts/preview": {
    attempts: one("/people/window2/posts/preview", inGroup("county:admin"), {
      department: "tobacco",
      roles: ["reviewer"],
    }),
  },
  "POST /api/v1/people/{id}/posts": {
    attempts: one(`/people/${UNKNOWN}/posts`, inGroup("county:admin"), {
      department: "tobacco",
      roles: ["reviewer"],
    }),
    granted: [404],
  },
  "GET /api/v1/posts/{id}/end": {
    attempts: one(`/posts/${UNKNOWN}/end`, inGroup("county:admin")),
    granted: [404],
  },
  "POST /api/v1/posts/{id}/end": {
    attempts: one(`/posts/${UNKNOWN}/end`, inGroup("county:admin"), { until: null, reason: "x" }),
    granted: [404],
  },
  "POST /api/v1/posts/{id}/confirm": {
    attempts: one(`/posts/${UNKNOWN}/confirm`, inGroup("county:admin"), {}),
    granted: [404],
  },
  "POST /api/v1/posts/{id}/decline": {
    attempts: one(`/posts/${UNKNOWN}/decline`, inGroup("county:admin"), {}),
    granted: [404],
  },
  "GET /api/v1/calendars": { attempts: one("/calendars", (role) => role.username === "admin") },
  "GET /api/v1/calendars/reckoning": {
    attempts: one("/calendars/reckoning?from=2026-03-02&days=5", (role) => role.username === "admin"),
  },
  "GET /api/v1/calendars/{year}": {
    attempts: one("/calendars/2026", (role) => role.username === "admin"),
  },
  "POST /api/v1/calendars/{year}/preview": {
    attempts: one("/calendars/2026/preview", (role) => role.username === "admin", {}),
    granted: [422],
  },
  "PUT /api/v1/calendars/{year}": {
    attempts: one("/calendars/2026", (role) => role.username === "admin", {}),
    granted: [422],
  },
  // only under the virtual clock
  "POST /test/clock": { attempts: () => [], public: true },
  "POST /test/registers/{type}": { attempts: () => [], public: true },
};

const ACCEPTED = [200, 201, 204, 400, 409, 412, 422, 428];
const REFUSED = [403, 404];

let server: RunningServer;
let owned: Owned[];
let routes: { key: string; method: string; secured: boolean }[];
const clients = new Map<string, ApiClient>();

before(async () => {
  server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
  owned = [await setUpOwner(server, "zhang"), await setUpOwner(server, "li")];
  const document = (await (await fetch(`${server.url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      secured: operation.security !== undefined,
    })),
  );
  for (const role of roles) {
    if (role.username === null) continue;
    const client = await signIn(server.url, role.username);
    if (role.name.includes("(enterprise)")) await client.actAs("enterprise");
    clients.set(role.name, client);
  }
});
after(async () => {
  await server?.stop();
  if (server) await removeData(server);
});

const address = (path: string): string =>
  server.url + (path.startsWith("//") ? path.slice(1) : `/api/v1${path}`);

/** The request, and as much of the answer as it takes: an event stream never ends. */
async function ask(role: Role, method: string, attempt: Attempt): Promise<{ status: number; text: string }> {
  const form = new FormData();
  form.append("file", new File(["x"], "x.pdf", { type: "application/pdf" }));
  const init = {
    ...(attempt.file === true ? { body: form } : {}),
    ...(attempt.body === undefined ? {} : { body: JSON.stringify(attempt.body) }),
    headers: {
      ...(attempt.body === undefined ? {} : { "content-type": "application/json" }),
      ...(method === "GET"
        ? {}
        : { "if-match": '"999999"', "idempotency-key": `matrix-${role.name.length}` }),
    },
  };
  const client = clients.get(role.name);
  const response =
    client === undefined
      ? await fetch(address(attempt.path), { method, ...init })
      : await client.raw(method, attempt.path, init);
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    await response.body?.cancel();
    return { status: response.status, text: "" };
  }
  return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString("utf8") };
}

/** What the answer says that this role must not learn. */
function leaks(role: Role, expectation: Expectation, may: boolean, text: string): string[] {
  const open = expectation.public === true;
  return both.flatMap((person) => {
    const { identity, own } = marks[person];
    const knows = role.knows.includes(person);
    const hidden = [
      ...(knows && may && (role.identity || expectation.evidence === true) ? [] : identity),
      ...(knows || open ? [] : own),
    ];
    return hidden.filter((mark) => text.includes(mark));
  });
}

test("every route of the interface has an expectation, and every expectation a route", () => {
  const keys = routes.map((route) => route.key);
  for (const key of keys)
    assert.ok(
      Object.hasOwn(table, key),
      `The route ${key} is new: say in the table of matrix.e2e.ts who may reach it, and who may not.`,
    );
  for (const key of Object.keys(table))
    assert.ok(keys.includes(key), `The expectation ${key} has no route any more: remove it.`);
});

test("both owners have one of everything that the matrix is about", () => {
  for (const mine of owned) {
    assert.ok(mine.files.length >= 2, `files of ${mine.person}`);
    assert.ok(mine.documents.length >= 2, `documents of ${mine.person}`);
    assert.ok(mine.licences.length >= 2, `licences of ${mine.person}`);
    assert.ok(mine.messages.length >= 1, `messages of ${mine.person}`);
  }
  assert.deepEqual(
    owned.map((mine) => mine.tasks.map((task) => `${task.kind} ${task.group}`)),
    [
      [
        "accept window:clerk",
        "review approval-bureau:reviewer",
        "review city-management:reviewer",
        "decide fire-brigade:decider",
      ],
      ["accept window:clerk", "review approval-bureau:reviewer", "decide fire-brigade:decider"],
    ],
  );
});

for (const role of roles)
  test(`${role.name} reaches what is theirs, and nothing of anybody else`, async () => {
    const faults: string[] = [];
    let asked = 0;
    for (const { key, method, secured } of routes) {
      const expectation = table[key];
      if (expectation === undefined) continue;
      const attempts = new Map(
        owned
          .flatMap((mine) => expectation.attempts(mine))
          .map((attempt) => [JSON.stringify(attempt), attempt]),
      );
      for (const attempt of attempts.values()) {
        const may = attempt.may(role);
        if (may && expectation.onlyRefused === true) continue;
        const { status, text } = await ask(role, method, attempt);
        asked += 1;
        const wanted =
          secured && role.username === null ? [401] : may ? (expectation.granted ?? ACCEPTED) : REFUSED;
        const what = `${method} ${attempt.path}${attempt.owner === null ? "" : ` (of ${attempt.owner})`}`;
        // what is public is asked a bounded number of times a minute
        if (!wanted.includes(status) && !(status === 429 && expectation.public === true))
          faults.push(`${what} answered ${status} instead of ${wanted.join("/")}: ${text.slice(0, 160)}`);
        const told = leaks(role, expectation, may, text);
        if (told.length > 0) faults.push(`${what} (${status}) tells ${told.join(", ")}`);
      }
    }
    assert.deepEqual(faults, []);
    assert.ok(asked > 60, `${asked} requests`);
  });

test("nothing was changed by those who may not: drafts, cases and tasks are as they were", async () => {
  for (const mine of owned) {
    const client = clients.get(`${mine.person} (enterprise)`)!;
    const { slots } = await client.get<{ slots: { id: string; files: { id: string }[] }[] }>(
      `/drafts/${mine.draft.id}/materials`,
    );
    assert.deepEqual(
      slots.find((slot) => slot.id === "tenure-proof")?.files.map((file) => file.id),
      [mine.draftFile.id],
    );
    const { lanes } = await client.get<{ lanes: { status: string; itemId: string }[] }>(
      `/cases/${mine.caseNo.id}`,
    );
    assert.deepEqual(
      new Set(lanes.filter((lane) => lane.itemId !== "licence-check").map((lane) => lane.status)),
      new Set(lanes.some((lane) => lane.itemId === "fire-check") ? ["IN_REVIEW", "APPROVAL"] : ["IN_REVIEW"]),
    );
  }
});

test("a write without the session's token is refused, and one from another site, and one without a session", async () => {
  const client = clients.get("zhang (enterprise)")!;
  const faults: string[] = [];
  for (const { key, method, secured } of routes) {
    if (method === "GET") continue;
    const path = key.slice(method.length + 1).replace(/\{\w+\}/g, UNKNOWN);
    const send = async (headers: Record<string, string>) => {
      const response = await fetch(server.url + path, {
        method,
        headers: { "content-type": "application/json", "if-match": '"1"', ...headers },
        body: "{}",
      });
      return { status: response.status, code: ((await response.json()) as { code?: string }).code };
    };
    const foreign = await send({ origin: "https://evil.example", cookie: client.cookie() });
    if (foreign.status !== 403 || foreign.code !== "origin")
      faults.push(`${key} from another site: ${JSON.stringify(foreign)}`);
    if (!secured) continue;
    const bare = await send({ cookie: client.cookie() });
    if (bare.status !== 403 || bare.code !== "csrf")
      faults.push(`${key} without token: ${JSON.stringify(bare)}`);
    const wrong = await send({ cookie: client.cookie(), "x-csrf-token": "wrong" });
    if (wrong.status !== 403 || wrong.code !== "csrf")
      faults.push(`${key} with a wrong token: ${JSON.stringify(wrong)}`);
    const out = await send({});
    if (out.status !== 401) faults.push(`${key} without a session: ${JSON.stringify(out)}`);
  }
  assert.deepEqual(faults, []);
});

test("who sends a large file without the right to hears why, instead of a broken connection", async () => {
  const big = new Uint8Array(8 * 1024 * 1024);
  for (const [client, status] of [
    [undefined, 401],
    [clients.get("li (enterprise)"), 404],
  ] as const) {
    const form = new FormData();
    form.append("file", new File([big], "big.pdf", { type: "application/pdf" }));
    const path = `/drafts/${owned[0]!.draft.id}/materials/tenure-proof/files`;
    const response =
      client === undefined
        ? await fetch(address(path), { method: "POST", body: form })
        : await client.raw("POST", path, { body: form });
    assert.equal(response.status, status);
    assert.equal(((await response.json()) as { status: number }).status, status);
  }
});

interface Component {
  key?: string;
  type: string;
  input?: boolean;
  components?: Component[];
  columns?: { components: Component[] }[];
  properties?: { usedBy?: string[] };
}

/** Every field of the package's forms with the items that read it, from the files themselves. */
function readersFromForms(): { readers: Map<string, string[]>; words: string } {
  const folder = new URL("../../forms/catering-shop/", import.meta.url);
  let words = "";
  const readers = new Map<string, string[]>();
  const walk = (components: Component[], prefix: string, outer: string[]): void => {
    for (const component of components) {
      const usedBy = component.properties?.usedBy ?? outer;
      const named = component.input !== false && component.key !== undefined;
      const path = named ? `${prefix}.${component.key}` : prefix;
      if (named) readers.set(path, usedBy);
      walk(component.components ?? [], path, usedBy);
      for (const column of component.columns ?? []) walk(column.components, prefix, usedBy);
    }
  };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const text = readFileSync(new URL(file, folder), "utf8");
    words += text;
    const form = JSON.parse(text) as Component;
    walk(form.components ?? [], file.replace(".json", ""), []);
  }
  return { readers, words };
}

test("a department sees only the fields that its own item reads, in its task and in every word of it", async () => {
  const { readers, words } = readersFromForms();
  const zhang = owned[0]!;
  const items = {
    "approval-bureau": "food-licence",
    "city-management": "sign-permit",
    "fire-brigade": "fire-check",
  };
  const role = {
    "approval-bureau": "food.review",
    "city-management": "sign.review",
    "fire-brigade": "fire.review",
  };
  const seen = new Map<string, { paths: Set<string>; values: Map<string, string>; body: string }>();
  for (const [department, item] of Object.entries(items)) {
    const task = zhang.tasks.find((entry) => entry.departments[0] === department)!;
    const client = clients.get(role[department as keyof typeof role])!;
    const body = await (await client.raw("GET", `/tasks/${task.id}`)).text();
    const { fields } = JSON.parse(body) as { fields: { path: string; value: { zh: string } }[] };
    const paths = new Set(fields.map((field) => field.path));
    assert.ok(paths.size >= 5, `${department} sees ${paths.size} fields`);
    for (const path of paths) {
      const bare = path.replace(/\[\d+\]|\.\d+(?=\.|$)/g, "");
      assert.ok(readers.get(bare)?.includes(item), `${department} sees ${path}, which ${item} does not read`);
    }
    seen.set(department, {
      paths,
      values: new Map(fields.map((field) => [field.path, field.value.zh])),
      body,
    });
  }
  for (const [department, mine] of seen)
    for (const [other, theirs] of seen) {
      if (other === department) continue;
      const own = new Set(mine.values.values());
      for (const [path, value] of theirs.values) {
        if (mine.paths.has(path) || value.length < 5 || value.includes("*") || own.has(value)) continue;
        if ([...own].some((known) => known.includes(value)) || words.includes(value)) continue;
        assert.ok(!mine.body.includes(value), `${department}'s task tells ${path}: ${value}`);
      }
    }
});
