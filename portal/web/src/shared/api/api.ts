/** The one client of the page, bound to its address (language) and session. */
import { langTag, languageOf } from "../i18n/language.ts";
import { createApiClient } from "./client.ts";

let csrf: string | null = null;
let acting: string | null = null;
let signedOut: () => void = () => undefined;
let moved: () => void = () => undefined;

/** Called by the session whenever it is read. */
export function setCsrfToken(token: string | null): void {
  csrf = token;
}
/** Called by the session: in which capacity this page reads and writes. */
export function setActingAs(capacityId: string | null): void {
  acting = capacityId;
}
/** For requests that the client does not make itself: uploads, streams. */
export function sessionHeaders(): Record<string, string> {
  return {
    ...(csrf === null ? {} : { "X-CSRF-Token": csrf }),
    ...(acting === null ? {} : { "X-Acting-As": acting }),
  };
}
/** Called once at start: what happens when the session acts in another capacity than this page. */
export function onMoved(act: () => void): void {
  moved = act;
}
/** Called once at start: what happens when the server says the session has ended. */
export function onSignedOut(act: () => void): void {
  signedOut = act;
}

export const api = createApiClient({
  fetch: (input, init) => fetch(input, init),
  language: () => langTag(languageOf(location.pathname)),
  csrfToken: () => csrf,
  actingAs: () => acting,
  onSignedOut: () => signedOut(),
  onMoved: () => moved(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
