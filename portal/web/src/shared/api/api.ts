/** The one client of the page, bound to its address (language) and session. */
import { langTag, languageOf } from "../i18n/language.ts";
import { createApiClient } from "./client.ts";

let csrf: string | null = null;
let signedOut: () => void = () => undefined;

/** Called by the session whenever it is read. */
export function setCsrfToken(token: string | null): void {
  csrf = token;
}
export function getCsrfToken(): string | null {
  return csrf;
}
/** Called once at start: what happens when the server says the session has ended. */
export function onSignedOut(act: () => void): void {
  signedOut = act;
}

export const api = createApiClient({
  fetch: (input, init) => fetch(input, init),
  language: () => langTag(languageOf(location.pathname)),
  csrfToken: () => csrf,
  onSignedOut: () => signedOut(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
