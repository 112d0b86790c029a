import type { AuditArea } from "../audit/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createAlarms } from "./alarms.ts";
import type { AlarmBook } from "./alarms.ts";
import { createCalendars } from "./calendars.ts";
import type { ContentYear } from "./calendars.ts";
import { registerCalendarRoutes } from "./calendar-routes.ts";
import type { Text } from "../platform/text.ts";
import { createClockScheduler } from "./scheduler.ts";
import { createClocksService } from "./service.ts";
import type { ProcedureKind } from "./procedures.ts";
import type { ClocksService } from "./service.ts";
import { registerClockWorkers } from "./workers.ts";
import type { ClockItem, ClockItems } from "./workers.ts";
import type { CalendarYear } from "./working-days.ts";

export { openPause } from "./arithmetic.ts";
export { clockId } from "./changes.ts";
export type { Alarm, AlarmBook } from "./alarms.ts";
export type { ClockChange, StartClock } from "./changes.ts";
export { addDays, isoInstant, lastDayOfYears, localDate, localInstant } from "./local-time.ts";
export type { ClockDocument, ClockKind, StoredClock } from "./model.ts";
export { clockKind } from "./model.ts";
export type { ProcedureKind } from "./procedures.ts";
export type { ClockFollower, ClockWrite, PlannedClocks } from "./service.ts";
export type { ClockItem, ClockItems, CalendarYear };
export { workingCalendar } from "./working-days.ts";
export type { WorkingCalendar } from "./working-days.ts";

export interface ClocksArea extends ClocksService {
  alarms: AlarmBook;
  /** Given by the cases area: what a clock must know of an item. */
  useItems(items: ClockItems): void;
  /** Works off everything due by now. */
  wake(): Promise<void>;
}

const END_OF_BUSINESS = "17:30";

/** Legal and promised limits of items: starts, pauses, resumes, stops, shows and watches them (domain.md 1.4). */
export function createClocksArea(options: {
  platform: Platform;
  audit: AuditArea;
  outbox: Outbox;
  catalogue: {
    calendars(): readonly ContentYear[];
    procedureKinds(): readonly ProcedureKind[];
    organ(id: string): { name: Text } | null;
  };
  endOfBusiness?: string;
}): ClocksArea {
  const { platform, audit, outbox, catalogue } = options;
  let items: ClockItems = async () => null;
  const endOfBusiness = options.endOfBusiness ?? END_OF_BUSINESS;
  const calendars = createCalendars({
    platform,
    audit,
    content: () => catalogue.calendars(),
    endOfBusiness,
    department: (id) => catalogue.organ(id)?.name ?? { zh: id, en: id },
  });
  platform.onReady(() => calendars.load());
  const service = createClocksService({
    platform,
    audit,
    outbox,
    calendars: () => calendars.years(),
    procedureKinds: () => catalogue.procedureKinds(),
    endOfBusiness,
  });
  registerCalendarRoutes(platform, calendars, service);
  const alarms = createAlarms(platform);
  const scheduler = createClockScheduler(platform, service, alarms);
  registerClockWorkers(platform, service, (id) => items(id));
  return {
    ...service,
    alarms,
    wake: scheduler.wake,
    useItems: (given) => {
      items = given;
    },
  };
}
