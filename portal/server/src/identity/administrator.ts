/** The first account of an installation without demo: an administrator of the county, made at the terminal. */
import type { AuditArea } from "../audit/index.ts";
import { ConflictError, InvalidError } from "../platform/errors.ts";
import type { Ids } from "../platform/platform.ts";
import type { Store } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { persons, posts } from "./model.ts";
import { hashPassword } from "./passwords.ts";
import { administratorTexts } from "./texts.ts";

const ADMINISTRATORS = "county:admin";
const MIN_PASSWORD = 12;
const MAX_PASSWORD = 200;

/** What is wrong with a chosen password, or null. */
export function passwordFault(password: string, username: string): Text | null {
  if ([...password].length < MIN_PASSWORD) return administratorTexts.passwordShort;
  if (password.length > MAX_PASSWORD) return administratorTexts.passwordLong;
  return password.toLowerCase().includes(username) ? administratorTexts.passwordName : null;
}
/** What is wrong with a user name and a name, by field; null when nothing. */
export function nameFault(given: { username: string; name: string }): { field: string; text: Text } | null {
  if (!/^[a-z][a-z0-9._-]{1,39}$/.test(given.username))
    return { field: "username", text: administratorTexts.username };
  const length = given.name.length;
  return length === 0 || length > 60 ? { field: "name", text: administratorTexts.name } : null;
}

/** Whether anybody may sign in as administrator. */
export async function hasAdministrator(store: Store): Promise<boolean> {
  const held = await store
    .collection(posts)
    .find({ filter: { contains: ["groups", ADMINISTRATORS] }, limit: 100 });
  const people = await store
    .collection(persons)
    .getMany(held.rows.filter(({ active }) => active).map(({ personId }) => personId));
  return people.some(({ active }) => active);
}

/**
 * Makes the account with its post, audited. Answers the name it signs in by. Throws InvalidError naming the rule that
 * user name, name or password break, ConflictError when the user name is taken.
 */
export async function createAdministrator(
  parts: { store: Store; audit: AuditArea; ids: Ids },
  given: { username: string; name: string; password: string },
): Promise<string> {
  const { store, audit, ids } = parts;
  const username = given.username.trim().toLowerCase();
  const name = given.name.trim();
  const refuse = (rule: "username" | "name" | "passwordShort" | "passwordLong" | "passwordName"): never => {
    throw new InvalidError(administratorTexts[rule], [], `administrator-${rule}`);
  };
  if (!/^[a-z][a-z0-9._-]{1,39}$/.test(username)) refuse("username");
  if (name === "" || name.length > 60) refuse("name");
  if ([...given.password].length < MIN_PASSWORD) refuse("passwordShort");
  if (given.password.length > MAX_PASSWORD) refuse("passwordLong");
  if (given.password.toLowerCase().includes(username)) refuse("passwordName");
  if (await store.collection(persons).first({ filter: { eq: ["username", username] } }))
    throw new ConflictError(administratorTexts.taken(username));
  const password = await hashPassword(given.password);
  const id = ids.next();
  await store.transaction((tx) => {
    tx.insert(persons, {
      id,
      username,
      name,
      language: "zh",
      password,
      idNumber: null,
      phone: null,
      address: null,
      active: true,
      demo: null,
    });
    tx.insert(posts, {
      id,
      personId: id,
      department: "county",
      role: "admin",
      roles: ["admin"],
      groups: [ADMINISTRATORS],
      active: true,
    });
    audit.record(tx, {
      actor: null,
      by: "terminal:admin.create",
      action: "identity.createAdministrator",
      thing: { kind: "person", id },
      data: { group: ADMINISTRATORS },
    });
  });
  return username;
}
