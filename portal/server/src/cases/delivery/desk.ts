/** What the delivery desk tells of its acts. */
export interface DeliveryDesk {
  /** What the record of an act says, for its template; null when there is no such act. */
  facts(deliveryId: string): Promise<Record<string, unknown> | null>;
  /** Decisions and licences that an item has brought, for templates. */
  papers(caseItemId: string): Promise<Record<string, unknown>[]>;
}
