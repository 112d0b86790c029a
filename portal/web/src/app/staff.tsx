import { Navigate, useRoutes } from "react-router";
import { adminRoutes } from "../admin/routes.tsx";
import { clerkRoutes } from "../clerk/routes.tsx";
import { localPath } from "../shared/i18n/language.ts";
import { useLanguage } from "../shared/i18n/use-text.ts";
import { NotFound } from "../shared/states/states.tsx";
import { WorkbenchShell } from "./workbench-shell.tsx";

/** The workbench (`/w`) and admin (`/a`) bundles: one frame, one theme. */
export function Workbench() {
  const language = useLanguage();
  return useRoutes([
    {
      element: <WorkbenchShell />,
      children: [
        { index: true, element: <Navigate to={localPath(language, "/w/inbox")} replace /> },
        ...clerkRoutes,
        { path: "*", element: <NotFound /> },
      ],
    },
  ]);
}

export function Admin() {
  const language = useLanguage();
  return useRoutes([
    {
      element: <WorkbenchShell />,
      children: [
        { index: true, element: <Navigate to={localPath(language, "/a/health")} replace /> },
        ...adminRoutes,
        { path: "*", element: <NotFound /> },
      ],
    },
  ]);
}
