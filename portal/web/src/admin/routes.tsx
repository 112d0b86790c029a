import type { RouteObject } from "react-router";
import { AuditPage } from "./audit/audit-page.tsx";
import { CalendarsPage } from "./calendars/calendars-page.tsx";
import { HealthPage } from "./health/health-page.tsx";
import { IncidentsPage } from "./incidents/incidents-page.tsx";
import { OutboxPage } from "./outbox/outbox-page.tsx";
import { PeoplePage } from "./people/people-page.tsx";
import { PersonPage } from "./people/person-page.tsx";
import { WhyPage } from "./why/why-page.tsx";
import "./admin.css";

/** Screens of administration, below /a. */
export const adminRoutes: RouteObject[] = [
  { path: "health", element: <HealthPage /> },
  { path: "outbox", element: <OutboxPage /> },
  { path: "audit", element: <AuditPage /> },
  { path: "calendars", element: <CalendarsPage /> },
  { path: "incidents", element: <IncidentsPage /> },
  { path: "users", element: <PeoplePage /> },
  { path: "users/:person", element: <PersonPage /> },
  { path: "why", element: <WhyPage /> },
];
