import type { RouteObject } from "react-router";
import { NotFound } from "../shared/states/states.tsx";
import { Home } from "./home/home.tsx";

/** Citizen pages. Home comes with the shell; every other page is loaded when it is opened. */
export const citizenRoutes: RouteObject[] = [
  { index: true, element: <Home /> },
  { path: "*", element: <NotFound /> },
];
