/** The address by which this machine reaches a server that listens on `host`; all interfaces include the own one. */
export function localUrl(host: string, port: number): string {
  const own = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${own.includes(":") ? `[${own}]` : own}:${port}`;
}
