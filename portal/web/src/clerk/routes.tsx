import type { RouteObject } from "react-router";
import { lazyPage } from "../app/lazy-page.tsx";
import { CaseFilePage } from "./case/case-file-page.tsx";
import { InboxPage } from "./inbox/inbox-page.tsx";
import { SearchPage } from "./search/search-page.tsx";
import { TaskPage } from "./task/task-page.tsx";
import "./clerk.css";

/** Screens of the workbench, below /w. */
export const clerkRoutes: RouteObject[] = [
  { path: "inbox", element: <InboxPage /> },
  { path: "tasks/:id", element: <TaskPage /> },
  { path: "tasks/:id/correction", element: <TaskPage /> },
  {
    path: "visits/:id",
    element: lazyPage(
      () => import("./visit/visit-page.tsx"),
      (m) => m.VisitPage,
    ),
  },
  {
    path: "desk",
    element: lazyPage(
      () => import("./desk/desk-page.tsx"),
      (m) => m.DeskPage,
    ),
  },
  {
    path: "desk/:id",
    element: lazyPage(
      () => import("./desk/act-page.tsx"),
      (m) => m.DeliveryActPage,
    ),
  },
  {
    path: "credit",
    element: lazyPage(
      () => import("./credit/credit-page.tsx"),
      (m) => m.CreditPage,
    ),
  },
  {
    path: "ratings",
    element: lazyPage(
      () => import("./rating/report-page.tsx"),
      (m) => m.RatingReportPage,
    ),
  },
  { path: "search", element: <SearchPage /> },
  { path: "cases/:no", element: <CaseFilePage /> },
];
