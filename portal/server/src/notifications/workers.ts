import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { Addressee } from "./addressee.ts";
import { fill, type MessageValues } from "./fill.ts";
import type { NotificationsService } from "./service.ts";
import { texts } from "./texts.ts";

/** A message as content writes it: texts with `{{names}}` of values. */
export interface MessageTemplate {
  id: string;
  kind: "todo" | "news";
  title: Text;
  body: Text;
}
export interface MessageContent {
  messageTemplate(id: string): MessageTemplate | null;
}

/** What a message about a case or item may say, given by the cases area. */
export interface MessageFacts {
  caseNo: string;
  /** The applicant. */
  applicant: Addressee;
  /** Group of the head of the department that handles the item; null when there is no item. */
  departmentHead: string | null;
  /** Place for the applicant and for the department, e.g. `/cases/…`, `/w/cases/…`. */
  href: { applicant: string; department: string };
  values: MessageValues;
}
export type MessageFactsOf = (caseId: string, caseItemId: string | null) => Promise<MessageFacts | null>;

/** Job type notifications.send, headers `template`, `to` = applicant | department-head. Idempotent by the element's instance. */
export function registerNotificationWorkers(
  platform: Platform,
  service: NotificationsService,
  content: MessageContent,
  facts: MessageFactsOf,
): void {
  platform.worker<{ caseId: string; caseItemId?: string }>({
    type: "notifications.send",
    fetchVariables: ["caseId", "caseItemId"],
    handler: async (job, actions) => {
      const id = job.customHeaders["template"] ?? "";
      const template = content.messageTemplate(id);
      if (template === null) return actions.fail({ errorMessage: texts.noTemplate(id).en, retries: 0 });
      const about = await facts(job.variables.caseId, job.variables.caseItemId ?? null);
      if (about === null) return actions.fail({ errorMessage: texts.noFacts.en, retries: 0 });
      const head = job.customHeaders["to"] === "department-head";
      if (head && about.departmentHead === null) return actions.complete();
      await service.send({
        to: head ? { group: about.departmentHead ?? "" } : about.applicant,
        kind: template.kind,
        title: fill(template.title, about.values),
        body: fill(template.body, about.values),
        href: head ? about.href.department : about.href.applicant,
        caseNo: about.caseNo,
        key: `job:${job.elementInstanceKey}:${job.elementId}`,
      });
      return actions.complete();
    },
  });
}
