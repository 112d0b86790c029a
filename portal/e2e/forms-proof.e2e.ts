/** Every component type of the subset, drawn by `@formio/js` and by us, filled alike: same submission, same errors. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "puppeteer";
import { checkSubmission, componentTypes, subsetFaults } from "@onewindow/forms";
import type { FormDefinition } from "@onewindow/forms";
import { launchBrowser, openPage } from "./harness/browser.ts";
import type { Proof } from "../web/src/shared/forms/testing/proof.ts";
import { proofCases } from "./fixtures/proof-forms.ts";
import type { Act, ProofCase } from "./fixtures/proof-forms.ts";

interface Outcome {
  data: Record<string, unknown>;
  errors: { path: string; code: string }[];
}
/** A path as `@formio/js` names its inputs: `people[0].name` → `data[people][0][name]`. */
const inputName = (path: string) =>
  `data${path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => `[${step}]`)
    .join("")}`;
/** The same as our renderer gives ids. */
const id = (path: string) => `f-${path.replace(/[^\w]+/g, "-")}`;

const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

describe("our forms and Form.io's own", () => {
  let folder: string;
  let uploads: string;
  let server: Server;
  let browser: Browser;
  let ours: Page;
  let theirs: Page;
  let origin: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "onewindow-forms-proof-"));
    uploads = join(folder, "uploads");
    await mkdir(uploads);
    const web = fileURLToPath(new URL("../web", import.meta.url));
    const { build } = await import("vite");
    await build({
      root: web,
      configFile: join(web, "vite.config.ts"),
      logLevel: "error",
      build: {
        outDir: folder,
        emptyOutDir: false,
        minify: false,
        rolldownOptions: { input: join(web, "src/shared/forms/testing/proof.html") },
      },
    });
    const require = createRequire(import.meta.url);
    const libraries: Record<string, string> = {
      "/formio.js": require.resolve("@formio/js/dist/formio.full.min.js"),
      "/flatpickr.js": require.resolve("flatpickr/dist/flatpickr.min.js"),
    };
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://local");
      if (pathname === "/formio.html") {
        response.setHeader("content-type", "text/html; charset=utf-8");
        response.end(
          `<!doctype html><html lang="zh-CN"><title>form</title><main id="form"></main><script src="/flatpickr.js"></script><script src="/formio.js"></script>`,
        );
        return;
      }
      if (request.method === "POST") return void answerUpload(request, response);
      const file = libraries[pathname] ?? join(folder, normalize(pathname));
      readFile(file).then(
        (bytes) => {
          response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
          response.end(bytes);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    ours = await openPage(browser);
    theirs = await openPage(browser);
    for (const page of [ours, theirs]) await page.emulateTimezone("Asia/Shanghai");
    await ours.goto(`${origin}/src/shared/forms/testing/proof.html`);
    await theirs.goto(`${origin}/formio.html`);
  });
  after(async () => {
    await browser?.close();
    await new Promise((resolve) => server?.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const definition = (proof: ProofCase): FormDefinition => ({
    title: proof.name,
    components: proof.components,
  });

  async function fillOurs(proof: ProofCase): Promise<Outcome> {
    const page = ours;
    await page.evaluate((drawn) => (window as unknown as { proof: Proof }).proof.draw(drawn), {
      title: { zh: proof.name, en: "" },
      components: proof.components,
    } as never);
    for (const act of proof.acts) {
      if (act.do === "type") await page.locator(`#${id(act.path)}`).fill(act.text);
      else if (act.do === "date" || act.do === "time") await setValue(page, `#${id(act.path)}`, act.value);
      else if (act.do === "pick") await page.select(`#${id(act.path)}`, act.value);
      else if (act.do === "upload") {
        await choose(page, `#${id(act.path)}`, await fileOf(act.name));
        await page.waitForFunction(
          (field, word) =>
            document.querySelector(`#${field}`)?.closest(".files-control")?.querySelector(word) !== null,
          {},
          id(act.path),
          act.taken ? `.file-list li:nth-child(${uploadsOf(proof, act)}) a` : "[role=alert]",
        );
      } else if (act.do === "choose")
        await page.locator(`input[name="${id(act.path)}"][value="${act.value}"]`).click();
      else if (act.do === "tick")
        await page
          .locator(
            act.value === undefined ? `#${id(act.path)}` : `input[type=checkbox][value="${act.value}"]`,
          )
          .click();
      else await page.locator(`#${id(act.path)}`).click();
    }
    return page.evaluate(() => (window as unknown as { proof: Proof }).proof.submit());
  }

  async function fillTheirs(proof: ProofCase): Promise<Outcome> {
    const page = theirs;
    await page.evaluate(
      async (form) => {
        const host = document.getElementById("form")!;
        host.replaceChildren();
        const { Formio } = window as unknown as { Formio: FormioLibrary };
        const made = await Formio.createForm(host, form, {
          noAlerts: true,
          noeval: true,
          language: "zh-CN",
          fileService: {
            uploadFile: async (storage: string, file: File) => ({
              storage,
              id: `up-${file.name}`,
              name: file.name,
              size: file.size,
              type: file.type,
            }),
          },
        });
        await made.ready;
        (window as unknown as { form: FormioForm }).form = made;
      },
      { display: "form", components: proof.components } as never,
    );
    for (const act of proof.acts)
      if (act.do === "upload") await uploadToTheirs(proof, act);
      else await actOnTheirs(page, act);
    const { data, errors } = await page.evaluate(() => {
      const { form } = window as unknown as { form: FormioForm };
      form.checkData(form.data, {});
      form.checkValidity(form.data, true, form.data);
      return {
        data: JSON.parse(JSON.stringify(form.submission.data)) as Record<string, unknown>,
        errors: form.errors.map(({ context, ruleName, message }) => ({
          path: context?.path,
          ruleName,
          message,
        })),
      };
    });
    // its select boxes tell of too few or too many in words only
    const byWords = (message: string) =>
      message.includes("at least") ? "minSelectedCount" : "maxSelectedCount";
    const boxes = proof.components.find((component) => component.type === "selectboxes");
    return {
      data,
      errors: errors.map(({ path, ruleName, message }) => ({
        path: path ?? boxes?.key ?? message,
        code: ruleName ?? byWords(message),
      })),
    };
  }

  const fileOf = async (name: string): Promise<string> => {
    const path = join(uploads, name);
    await writeFile(path, `the bytes of ${name}`);
    return path;
  };
  async function uploadToTheirs(proof: ProofCase, act: Extract<Act, { do: "upload" }>): Promise<void> {
    const key = act.path.split(".").at(-1)!;
    await choose(theirs, `.formio-component-${key} a.browse`, await fileOf(act.name));
    await theirs.waitForFunction(
      (path, field, count) => {
        const { form } = window as unknown as { form: FormioForm };
        if (count === 0)
          return (
            document.querySelector(
              `.formio-component-${field} .has-error, .formio-component-${field} .alert-danger, .formio-component-${field} .status`,
            ) !== null
          );
        return (form.getComponent(path).dataValue as unknown[]).length === count;
      },
      {},
      act.path,
      key,
      act.taken ? uploadsOf(proof, act) : 0,
    );
  }

  for (const proof of proofCases)
    it(proof.name, async () => {
      const form = definition(proof);
      assert.deepEqual(subsetFaults(form), [], "the form is in the subset");
      const [here, there] = [await fillOurs(proof), await fillTheirs(proof)];
      const named = (outcome: Outcome) =>
        [...new Set(outcome.errors.map((error) => `${error.path} ${error.code}`))].sort();
      assert.deepEqual(named(here), named(there), "the same errors");
      assert.deepEqual(named(here), [...proof.errors].sort(), "the expected errors");
      const kept = (outcome: Outcome) =>
        filled(checkSubmission(form, outcome.data, { files: "unchecked" }).data);
      assert.deepEqual(kept(here), kept(there), "the same submission is kept");
      assert.deepEqual(
        filled(here.data),
        filled(sameFiles(sameDates(there.data))),
        "the same submission is sent",
      );
    });

  it("covers every component type of the subset", () => {
    const used = new Set<string>();
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) value.forEach(walk);
      else if (typeof value === "object" && value !== null) {
        if ("type" in value && "key" in value) used.add(String(value.type));
        Object.values(value).forEach(walk);
      }
    };
    walk(proofCases.map((proof) => proof.components));
    assert.deepEqual(
      Object.keys(componentTypes).filter((name) => !used.has(name)),
      [],
    );
  });
});

interface FormioForm {
  ready: Promise<unknown>;
  data: Record<string, unknown>;
  submission: { data: Record<string, unknown> };
  errors: { ruleName?: string; context?: { path: string }; message: string }[];
  checkData(data: unknown, flags: object): boolean;
  checkValidity(data: unknown, dirty: boolean, row: unknown): boolean;
  getComponent(path: string): { dataValue: unknown; setValue(value: unknown): void; addRow(): void };
}
interface FormioLibrary {
  createForm(host: HTMLElement, form: unknown, options: object): Promise<FormioForm>;
}

/** How many files the field holds after this act. */
function uploadsOf(proof: ProofCase, act: Act): number {
  const before = proof.acts.slice(0, proof.acts.indexOf(act) + 1);
  return before.filter((one) => one.do === "upload" && one.path === act.path && one.taken).length;
}

async function choose(page: Page, selector: string, path: string): Promise<void> {
  await page.waitForSelector(selector);
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click(selector)]);
  await chooser.accept([path]);
}

/** Answers an upload as the server does: the slot with the file by its name. */
async function answerUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const name = /filename="([^"]+)"/.exec(body)?.[1] ?? "";
  const file = { id: `up-${name}`, name };
  response.writeHead(201, { "content-type": "application/json" });
  response.end(JSON.stringify({ files: [file], uploaded: file.id }));
}

async function actOnTheirs(page: Page, act: Exclude<Act, { do: "upload" }>): Promise<void> {
  const name = inputName(act.path);
  if (act.do === "type") {
    await page.locator(`[name="${name}"]`).fill(act.text);
  } else if (act.do === "time") await setValue(page, `[name="${name}"]`, act.value);
  else if (act.do === "pick") {
    // it fills in the options when the list gets the focus
    await page.focus(`select[name="${name}"]`);
    await page.waitForSelector(`select[name="${name}"] option[value="${act.value}"]`);
    await page.select(`select[name="${name}"]`, act.value);
  } else if (act.do === "choose") await page.locator(`input[name^="${name}["][value="${act.value}"]`).click();
  else if (act.do === "tick")
    await page
      .locator(
        act.value === undefined ? `input[name="${name}"]` : `input[name="${name}[]"][value="${act.value}"]`,
      )
      .click();
  else
    await page.evaluate(
      ({ path, value }) => {
        const component = (window as unknown as { form: FormioForm }).form.getComponent(path);
        if (value === null) component.addRow();
        else component.setValue(`${value}T00:00:00+08:00`);
      },
      { path: act.path, value: act.do === "date" ? act.value : null },
    );
  if (act.do !== "add") await taken(page, act);
}

/** Masks and lists take what was entered a moment later: waits until the form has it. */
async function taken(page: Page, act: Exclude<Act, { do: "add" | "upload" }>): Promise<void> {
  await page.waitForFunction(
    (path, begin, ticked) => {
      const { form } = window as unknown as { form: FormioForm };
      const value = form.getComponent(path).dataValue;
      if (ticked === null) return String(value).startsWith(begin);
      return ticked === "" ? value === true : (value as Record<string, unknown>)[ticked] === true;
    },
    {},
    act.path,
    act.do === "type" ? act.text : (act.value ?? ""),
    act.do === "tick" ? (act.value ?? "") : null,
  );
}

/** Puts a value into a field that the browser draws itself (day, time), as picking it there does. */
async function setValue(page: Page, selector: string, value: string): Promise<void> {
  const field = await page.waitForSelector(selector);
  await field!.evaluate((element, next) => {
    const input = element as HTMLInputElement;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(input, next);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
}

/** What was answered: Form.io sends untouched fields as "", false, [] or {}, we leave them out. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, member]) => [key, filled(member)] as const)
    .filter(([, member]) => !isUntouched(member));
  return Object.fromEntries(entries);
}

function isUntouched(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Form.io keeps more of a file than its id and name, which the server knows better. */
function sameFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sameFiles);
  if (typeof value !== "object" || value === null) return value;
  if ("storage" in value && "id" in value && "name" in value) return { id: value.id, name: value.name };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sameFiles(member)]));
}

/** A day is an instant of local midnight there, a calendar day here (`2026-03-16`). */
function sameDates(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === "string" && /^\d{4}-\d{2}-\d{2}T00:00:00\+08:00$/.test(value)
        ? value.slice(0, 10)
        : value,
    ]),
  );
}
