import { DeliveryError, type Outgoing, type SmsPort } from "./ports.ts";

const TIMEOUT_MS = 15_000;
const WAITS = new Set([401, 403, 408, 425, 429]);

/** The body as the gateway wants it: names in {{…}} inside JSON texts are filled in, nothing can break out of them. */
export function gatewayBody(template: string, message: Pick<Outgoing, "to" | "text" | "id">): string {
  const filled = (value: unknown): unknown => {
    if (typeof value === "string")
      return value.replace(/\{\{\s*(to|text|id)\s*\}\}/g, (_, name: "to" | "text" | "id") => message[name]);
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)]));
    return value;
  };
  return JSON.stringify(filled(JSON.parse(template)));
}

/** Text messages by a gateway that takes a POST of JSON; 2xx means taken over. */
export function smsGateway(options: { url: string; secret: string; template: string }): SmsPort {
  return {
    async send(message) {
      const response = await fetch(options.url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "Idempotency-Key": message.id,
          ...(options.secret === "" ? {} : { Authorization: `Bearer ${options.secret}` }),
        },
        body: gatewayBody(options.template, message),
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => {
        throw new DeliveryError("the SMS gateway does not answer", false);
      });
      await response.body?.cancel();
      if (response.ok) return;
      const { status } = response;
      throw new DeliveryError(
        `the SMS gateway answered ${status}`,
        status >= 400 && status < 500 && !WAITS.has(status),
      );
    },
    close: async () => undefined,
  };
}
