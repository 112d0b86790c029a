import type { Text } from "../../platform/text.ts";

/** What the delivery desk tells of its acts. */
export interface DeliveryDesk {
  /** What the record of an act says, for its template; null when there is no such act. */
  facts(deliveryId: string): Promise<Record<string, unknown> | null>;
  /** What the desk is doing with an item, in words: posted, returned; null: nothing yet. */
  line(caseItemId: string): Promise<Text | null>;
  /** Decisions and licences that an item has brought, for templates. */
  papers(caseItemId: string): Promise<Record<string, unknown>[]>;
}
