/** All families of scenarios. */
import type { Family } from "../scenario.ts";
import { activities } from "./activities.ts";
import { adHoc } from "./ad-hoc.ts";
import { bindings } from "./bindings.ts";
import { deletion } from "./deletion.ts";
import { events } from "./events.ts";
import { gateways } from "./gateways.ts";
import { jobsInHand } from "./jobs-in-hand.ts";
import { jobs } from "./jobs.ts";
import { listeners } from "./listeners.ts";
import { migration } from "./migration.ts";
import { passThrough } from "./pass-through.ts";
import { scopes } from "./scopes.ts";
import { tags } from "./tags.ts";
import { taskListeners } from "./task-listeners.ts";
import { thrownEvents } from "./thrown-events.ts";

export const families: readonly Family[] = [
  activities,
  adHoc,
  bindings,
  deletion,
  events,
  gateways,
  jobs,
  jobsInHand,
  listeners,
  migration,
  passThrough,
  scopes,
  tags,
  taskListeners,
  thrownEvents,
];
