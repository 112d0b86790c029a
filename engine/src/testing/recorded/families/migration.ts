/** Running instances taken over to another process. */
import type { Family } from "../scenario.ts";
import { migratedEvents } from "./migration-events.ts";
import { migratedScopes } from "./migration-scopes.ts";
import { migratedTasks } from "./migration-tasks.ts";

export const migration: Family = {
  name: "migration",
  reasons: true,
  scenarios: [...migratedTasks, ...migratedEvents, ...migratedScopes],
};
