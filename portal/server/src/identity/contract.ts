/** What other areas call. */
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { StoredEnterprise, StoredPerson } from "./model.ts";
import type { Policy } from "./policy.ts";

/** What is known of a natural person, for prefilling and documents: personal data, the reader audits the read. */
export interface PersonFacts {
  id: string;
  name: string;
  idNumber: string | null;
  phone: string | null;
  address: string | null;
}

export interface IdentityArea extends Policy {
  /** `person:<id>` or `enterprise:<id>` when the actor acts for itself or an enterprise; null for a post. */
  ownerKeyOf(actor: Actor): string | null;
  /** The name, or the id when there is no such person. */
  personName(id: string): Promise<string>;
  personFacts(id: string): Promise<PersonFacts | null>;
  person(id: string): Promise<StoredPerson | null>;
  enterprise(id: string): Promise<StoredEnterprise | null>;
  /** Enterprises the person may act for. */
  enterprisesOf(personId: string): Promise<StoredEnterprise[]>;
  /** A person in each capacity that it holds (on the day; now when absent), with its name; empty without such a person. */
  actorsOf(personId: string, day?: string): Promise<{ actor: Actor; label: Text; undated: boolean }[]>;
  /** What a post is called, by its capacity's id, also one that has ended; null for others. */
  postName(capacityId: string): Promise<Text | null>;
  /** Who holds a post of the group `<department>:<role>` now. */
  membersOf(group: string): Promise<{ personId: string; name: string; post: Text }[]>;
  /** Unread messages of a capacity, shown by GET /me: given by the notifications area. */
  useUnread(count: (actor: Actor) => Promise<number>): void;
  /** Names of departments from the content: given by the catalogue area. */
  useDepartments(nameOf: (id: string) => Text | null): void;
}
