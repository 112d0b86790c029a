/** Fills a form of the platform as a person would: by clicking and typing into its controls. */
import type { Page } from "puppeteer";

/** `managers[0].idNumber` → the id of its control. */
const controlId = (path: string): string => `f-${path.replace(/[^\w]+/g, "-")}`;

/** Values of a section by path, lists of rows included, in the order they were written. */
function* leaves(data: Record<string, unknown>, prefix = ""): Generator<[path: string, value: unknown]> {
  for (const [key, value] of Object.entries(data)) {
    const path = `${prefix}${key}`;
    if (Array.isArray(value))
      for (const [index, row] of value.entries())
        yield* leaves(row as Record<string, unknown>, `${path}[${index}].`);
    else if (
      typeof value === "object" &&
      value !== null &&
      !Object.values(value).every((inner) => typeof inner === "boolean")
    )
      yield* leaves(value as Record<string, unknown>, `${path}.`);
    else yield [path, value];
  }
}

/** A row that is not there yet is added by the button of its grid. */
async function ensureRow(page: Page, path: string): Promise<void> {
  const grid = /^(\w+)\[\d+\]/.exec(path)?.[1];
  if (grid === undefined || (await page.$(`#${controlId(path)}`)) !== null) return;
  await page.click(`#${controlId(grid)}`);
  await page.waitForSelector(`#${controlId(path)}`);
}

async function typeInto(page: Page, id: string, text: string): Promise<void> {
  await page.focus(`#${id}`);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.type(text);
}

/** Fills one value. A locked field stays as the register has it. */
async function fillOne(page: Page, path: string, value: unknown): Promise<void> {
  const id = controlId(path);
  await ensureRow(page, path);
  await page.waitForSelector(`#${id}:not([disabled])`);
  const kind = await page.$eval(`#${id}`, (element) => {
    if (element instanceof HTMLSelectElement) return "select";
    if (element instanceof HTMLTextAreaElement) return "text";
    if (!(element instanceof HTMLInputElement)) return "other";
    if (element.readOnly) return "locked";
    if (element.type === "radio" || element.type === "checkbox") return element.type;
    return "text";
  });
  if (kind === "locked") return;
  if (kind === "select") await page.select(`#${id}`, String(value));
  else if (kind === "radio") await page.click(`input[name="${id}"][value="${String(value)}"]`);
  else if (kind === "checkbox" && typeof value === "boolean") {
    if ((await page.$eval(`#${id}`, (box) => (box as HTMLInputElement).checked)) !== value)
      await page.click(`#${id}`);
  } else if (kind === "checkbox") {
    const wanted = value as Record<string, boolean>;
    const boxes = await page.$$eval(`#${id}`, (first) =>
      [...first[0]!.closest(".choices")!.querySelectorAll<HTMLInputElement>("input")].map((box) => ({
        value: box.value,
        on: box.checked,
      })),
    );
    for (const [index, box] of boxes.entries()) {
      if ((wanted[box.value] === true) === box.on) continue;
      const handles = await page.$$(`.choices:has(#${id}) input`);
      await handles[index]!.click();
    }
  } else await typeInto(page, id, String(value));
}

export async function fillForm(page: Page, data: Record<string, unknown>): Promise<void> {
  for (const [path, value] of leaves(data)) await fillOne(page, path, value);
}
