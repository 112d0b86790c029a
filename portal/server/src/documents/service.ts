import type { AuditArea } from "../audit/index.ts";
import type { NotificationsService } from "../notifications/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { DocumentsService, IssuedListener } from "./contract.ts";
import { createIssuing } from "./issuing.ts";
import { NoBrowserError } from "./pdf/chromium.ts";
import type { ContextOf, DocumentContent, MayReadCase } from "./ports.ts";
import type { Press } from "./press.ts";
import { createReading } from "./reading.ts";

export function createDocumentsService(options: {
  platform: Platform;
  audit: AuditArea;
  content: DocumentContent;
  notifications: Pick<NotificationsService, "notify" | "announce">;
  licences: { ofCase(caseNo: string): Promise<{ id: string; caseItemId: string | null }[]> };
  press: Press;
  context: () => ContextOf;
  mayRead: () => MayReadCase;
  listeners: IssuedListener[];
}): DocumentsService {
  const { config, files, log } = options.platform;
  const verifyUrl = (id: string): string => `${config.publicUrl}/v/d/${id}`;
  const print = async (html: string, title: string): Promise<string | null> => {
    try {
      const pdf = await options.press.pdf(html, { title });
      return (await files.putBytes(pdf, "application/pdf")).hash;
    } catch (error) {
      if (!(error instanceof NoBrowserError)) throw error;
      log.warn(
        { reason: error.message },
        "a document is issued without its PDF, which is made when a browser is there",
      );
      return null;
    }
  };

  return {
    ...createIssuing({ ...options, verifyUrl, print }),
    ...createReading({ ...options, verifyUrl, print }),
  };
}
