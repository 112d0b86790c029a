import type { Transporter } from "nodemailer";
import { DeliveryError, type MailPort } from "./ports.ts";

const TIMEOUT_MS = 15_000;

/** Mail by SMTP. Plain text only; nothing is fetched, nothing is attached. The library is loaded with the first mail. */
export function smtpMail(options: { url: string; from: string }): MailPort {
  const { hostname } = new URL(options.from.replace(/^.*@/, "https://"));
  let opened: Promise<Transporter> | null = null;
  const open = async (): Promise<Transporter> => {
    const { createTransport } = await import("nodemailer");
    const transport: Transporter = createTransport(options.url, { from: options.from });
    Object.assign(transport.options, {
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return transport;
  };
  return {
    async send({ id, to, subject, text }) {
      try {
        const transport = await (opened ??= open());
        await transport.sendMail({
          to: { name: "", address: to },
          subject,
          text,
          messageId: `<${id}@${hostname}>`,
          headers: { "Auto-Submitted": "auto-generated" },
        });
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        const answer = responseCode === undefined ? (code ?? "no answer") : `SMTP ${responseCode}`;
        throw new DeliveryError(
          `the mail server refused or failed: ${answer}`,
          responseCode !== undefined && responseCode >= 500 && responseCode !== 535,
        );
      }
    },
    async close() {
      if (opened !== null) (await opened).close();
    },
  };
}
