import { useRoutes } from "react-router";
import type { RouteObject } from "react-router";
import { citizenRoutes } from "../citizen/routes.tsx";
import { CitizenShell } from "./citizen-shell.tsx";
import { lazyPage } from "./lazy-page.tsx";

/**
 * One tree for both languages: the optional `en` keeps every component mounted when the language changes, so typed data
 * stays. Shells are bundles of their own.
 */
const routes: RouteObject[] = [
  {
    path: "/en?",
    children: [
      {
        path: "w/*",
        element: lazyPage(
          () => import("./staff.tsx"),
          (module) => module.Workbench,
        ),
      },
      {
        path: "a/*",
        element: lazyPage(
          () => import("./staff.tsx"),
          (module) => module.Admin,
        ),
      },
      { element: <CitizenShell />, children: citizenRoutes },
    ],
  },
];

export function AppRoutes() {
  return useRoutes(routes);
}
