/** All families of scenarios. */
import type { Family } from "../scenario.ts";
import { activities } from "./activities.ts";
import { events } from "./events.ts";
import { gateways } from "./gateways.ts";
import { jobs } from "./jobs.ts";
import { passThrough } from "./pass-through.ts";
import { scopes } from "./scopes.ts";
import { taskListeners } from "./task-listeners.ts";

export const families: readonly Family[] = [
  activities,
  events,
  gateways,
  jobs,
  passThrough,
  scopes,
  taskListeners,
];
