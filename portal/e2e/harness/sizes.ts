/** Pages at other sizes of text than the standard: elder mode, 200 %, more space between letters, a window of 320 px. */
import type { Page } from "puppeteer";
import { axeViolations, scrollsSideways, shoot } from "./browser.ts";

/** As when another window of the same device changes it: the page follows without being loaded anew. */
export async function setDisplay(page: Page, display: { textSize?: number; elder?: boolean }): Promise<void> {
  await page.evaluate((value) => {
    localStorage.setItem("onewindow.display", JSON.stringify(value));
    window.dispatchEvent(new StorageEvent("storage", { key: "onewindow.display" }));
  }, display);
  await page.evaluate(async () => {
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    );
  });
}

/** Text under 18 px, lines under 1.5, targets under 60 px. A link inside a sentence is exempt, as in WCAG 2.5.8. */
async function smallThings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = (element: Element): boolean => {
      const box = element.getBoundingClientRect();
      return (
        box.width > 1 &&
        box.height > 1 &&
        element.closest(".visually-hidden, .skip-link, svg") === null &&
        element.checkVisibility({ visibilityProperty: true })
      );
    };
    const name = (element: Element): string =>
      `<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> in ${element.parentElement?.getAttribute("class") ?? element.parentElement?.tagName ?? ""} ${(element.textContent ?? "").trim().slice(0, 30)}`;
    const faults = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || (node.textContent ?? "").trim() === "" || !shown(parent)) continue;
      const style = getComputedStyle(parent);
      const size = Number.parseFloat(style.fontSize);
      const line = Number.parseFloat(style.lineHeight) / size;
      if (size < 18) faults.add(`text of ${size} px ${name(parent)}`);
      if (line < 1.49) faults.add(`line of ${line.toFixed(2)} ${name(parent)}`);
    }
    for (const element of document.querySelectorAll(
      "a[href], button, input:not([type='hidden']), select, textarea, summary, [role='button'], [role='tab']",
    )) {
      const box = element.matches("input[type='checkbox'], input[type='radio']")
        ? (element.closest("label") ?? element)
        : element;
      if (!shown(element) || !shown(box)) continue;
      const inSentence =
        getComputedStyle(element).display === "inline" &&
        (element.parentElement?.textContent ?? "").trim() !== (element.textContent ?? "").trim();
      const { width, height } = box.getBoundingClientRect();
      if (!inSentence && (width < 59.5 || height < 59.5))
        faults.add(`target of ${Math.round(width)} × ${Math.round(height)} ${name(element)}`);
    }
    const open = document.querySelector("dialog:modal, .ant-modal, .ant-popover");
    if (open !== null) faults.add(`something pops up: ${name(open)}`);
    return [...faults];
  });
}

/** Widest element that makes the page scroll sideways, by class. */
async function sideways(page: Page, where: string): Promise<string[]> {
  // the page answers another width or size of text a moment later
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1, {
      timeout: 2_000,
    })
    .catch(() => undefined);
  if (!(await scrollsSideways(page))) return [];
  const widest = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return (
      [...document.body.querySelectorAll("*")]
        // an element, or words that run out of one
        .filter((one) => {
          const { left, right } = one.getBoundingClientRect();
          const open = getComputedStyle(one).overflowX === "visible";
          return right > width + 1 || (open && left + one.scrollWidth > width + 1);
        })
        .slice(0, 6)
        .map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`)
    );
  });
  return [`${where}: the page scrolls sideways (${widest.join(", ")})`];
}

/** A citizen's page in elder mode at both widths; leaves the page as it was. */
export async function elderFaults(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  await setDisplay(page, { elder: true });
  for (const width of [390, 1440]) {
    await page.setViewport({ width, height: width === 390 ? 844 : 900 });
    const where = `elder ${width}`;
    faults.push(...(await sideways(page, where)));
    faults.push(...(await smallThings(page)).map((fault) => `${where}: ${fault}`));
    await shoot(page, `${name}-${width}`);
    if (width === 390)
      faults.push(...(await axeViolations(page)).map((violation) => `${where}: ${violation}`));
  }
  await setDisplay(page, {});
  return faults;
}

/** Text of 200 % at both widths, a window of 320 px, and the spacing of WCAG 1.4.12; leaves the page as it was. */
export async function largeTextFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  await page.setViewport({ width: 320, height: 640 });
  faults.push(...(await sideways(page, "320 px")));
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.id = "text-spacing";
    style.textContent =
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";
    document.head.append(style);
  });
  await page.setViewport({ width: 390, height: 844 });
  faults.push(...(await sideways(page, "text spacing")));
  await page.evaluate(() => document.querySelector("#text-spacing")?.remove());
  await setDisplay(page, { textSize: 200 });
  for (const width of [390, 1440]) {
    await page.setViewport({ width, height: 900 });
    faults.push(...(await sideways(page, `200 % at ${width}`)));
  }
  await setDisplay(page, {});
  return faults;
}
