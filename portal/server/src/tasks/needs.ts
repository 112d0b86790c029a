/** What the tasks area needs of others. */
import type { FormDefinition } from "@onewindow/forms";
import type { CaseFacts } from "../cases/index.ts";
import type { DocumentsArea } from "../documents/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import type { Text } from "../platform/text.ts";
import type { RuleResult } from "./api.ts";

export type PeopleNeeds = Pick<IdentityArea, "personName" | "membersOf" | "can" | "canField" | "filterFor">;

export interface TaskCatalogueNeeds {
  /** The task's form, e.g. `shared/review`. Null when there is none. */
  taskForm(form: string): FormDefinition | null;
  /** The review rules of an item over the case's data. */
  reviewRules(packageId: string, itemId: string, facts: CaseFacts, version?: string): Promise<RuleResult[]>;
  /** Legal basis of an item, as articles. */
  articles(packageId: string, itemId: string, version?: string): Text[];
  /** A kind of document, as far as its seal; and a seal's name. Null when there is none. */
  documentKind(id: string): { seal: string } | null;
  seal(id: string): Text | null;
  /** Years a licence type is valid for; null = without an end, undefined = no such type. */
  validityYears(licenceType: string): number | null | undefined;
}
export type TaskDocumentNeeds = Pick<DocumentsArea, "preview" | "numberPreview">;
export type TaskNotificationNeeds = Pick<NotificationsArea, "send" | "notify" | "announce">;
