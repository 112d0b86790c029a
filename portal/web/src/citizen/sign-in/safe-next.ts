/** Only addresses of this site are followed after signing in; anything else counts as none. */
export function safeNext(next: string | null): string | null {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : null;
}
