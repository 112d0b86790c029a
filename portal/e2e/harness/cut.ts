/** Power cuts while a browser is at work. */
import type { HTTPRequest, Page } from "puppeteer";

/** Is this the request that the cut waits for? */
export type Meant = (request: HTTPRequest) => boolean;

export const meant =
  (method: string, path: RegExp): Meant =>
  (request) =>
    request.method() === method && path.test(new URL(request.url()).pathname);

/**
 * Lets the server do what the next such request asks for, cuts the power before its answer reaches the page, and
 * leaves the page with a broken line. Resolves when the power is off; answers the status that the page never saw.
 */
export async function loseAnswer(page: Page, wanted: Meant, cut: () => Promise<void>): Promise<number> {
  await page.setRequestInterception(true);
  let status = 0;
  await new Promise<void>((resolve, reject) => {
    let taken = false;
    const take = async (request: HTTPRequest): Promise<void> => {
      if (taken || !wanted(request)) return request.continue();
      taken = true;
      page.off("request", listen);
      const cookies = await page.browserContext().cookies();
      const answer = await fetch(request.url(), {
        method: request.method(),
        headers: {
          ...request.headers(),
          cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
        },
        body: request.postData() ?? null,
      });
      status = answer.status;
      await cut();
      await request.abort("connectionreset");
      resolve();
    };
    const listen = (request: HTTPRequest): void => void take(request).catch(reject);
    page.on("request", listen);
  });
  await page.setRequestInterception(false);
  return status;
}

/** Cuts the power as soon as the next such request has left the page, whatever becomes of it. */
export async function cutAt(page: Page, wanted: Meant, cut: () => Promise<void>): Promise<void> {
  await page.waitForRequest(wanted);
  await cut();
}

/** Cuts the power as soon as the page has the answer, while all that follows from it is still to be done. */
export async function cutAfter(page: Page, wanted: Meant, cut: () => Promise<void>): Promise<void> {
  await page.waitForResponse((response) => wanted(response.request()) && response.ok());
  await cut();
}
