import type { RouteObject } from "react-router";
import { lazyPage } from "../app/lazy-page.tsx";
import { NotFound } from "../shared/states/states.tsx";
import { Home } from "./home/home.tsx";

/** Citizen pages. Home comes with the shell; every other page is loaded when it is opened. */
export const citizenRoutes: RouteObject[] = [
  { index: true, element: <Home /> },
  {
    path: "services",
    element: lazyPage(
      () => import("./services/services.tsx"),
      (m) => m.Services,
    ),
  },
  {
    path: "packages/:code",
    element: lazyPage(
      () => import("./package/package-page.tsx"),
      (m) => m.PackagePage,
    ),
  },
  {
    path: "packages/:code/start",
    element: lazyPage(
      () => import("./questionnaire/questionnaire.tsx"),
      (m) => m.QuestionnairePage,
    ),
  },
  {
    path: "apply/:draft",
    element: lazyPage(
      () => import("./apply/task-list.tsx"),
      (m) => m.TaskListPage,
    ),
  },
  {
    path: "apply/:draft/materials",
    element: lazyPage(
      () => import("./materials/materials.tsx"),
      (m) => m.MaterialsPage,
    ),
  },
  {
    path: "apply/:draft/signatures",
    element: lazyPage(
      () => import("./signatures/signatures.tsx"),
      (m) => m.SignaturesPage,
    ),
  },
  {
    path: "sign/:token",
    element: lazyPage(
      () => import("./signatures/guest.tsx"),
      (m) => m.GuestSignPage,
    ),
  },
  {
    path: "apply/:draft/check",
    element: lazyPage(
      () => import("./check/check.tsx"),
      (m) => m.CheckPage,
    ),
  },
  {
    path: "apply/:draft/:part",
    element: lazyPage(
      () => import("./form/form-page.tsx"),
      (m) => m.FormPage,
    ),
  },
  {
    path: "cases",
    element: lazyPage(
      () => import("./cases/cases.tsx"),
      (m) => m.CasesPage,
    ),
  },
  {
    path: "cases/:no",
    element: lazyPage(
      () => import("./progress/progress.tsx"),
      (m) => m.ProgressPage,
    ),
  },
  {
    path: "cases/:no/clarifications",
    element: lazyPage(
      () => import("./clarification/clarification.tsx"),
      (m) => m.ClarificationPage,
    ),
  },
  {
    path: "cases/:no/delivery",
    element: lazyPage(
      () => import("./delivery/delivery.tsx"),
      (m) => m.DeliveryPage,
    ),
  },
  {
    path: "rate/:token",
    element: lazyPage(
      () => import("./rating/rating.tsx"),
      (m) => m.GuestRatingPage,
    ),
  },
  {
    path: "cases/:no/rating",
    element: lazyPage(
      () => import("./rating/rating.tsx"),
      (m) => m.CaseRatingPage,
    ),
  },
  {
    path: "cases/:no/visits",
    element: lazyPage(
      () => import("./visits/visits.tsx"),
      (m) => m.VisitsPage,
    ),
  },
  {
    path: "cases/:no/corrections/:n",
    element: lazyPage(
      () => import("./correction/correction.tsx"),
      (m) => m.CorrectionPage,
    ),
  },
  {
    path: "cases/:no/corrections/:n/signatures",
    element: lazyPage(
      () => import("./signatures/signatures.tsx"),
      (m) => m.CorrectionSignaturesPage,
    ),
  },
  {
    path: "cases/:no/receipt",
    element: lazyPage(
      () => import("./receipt/receipt.tsx"),
      (m) => m.ReceiptPage,
    ),
  },
  {
    path: "cases/:no/withdraw",
    element: lazyPage(
      () => import("./withdraw/withdraw.tsx"),
      (m) => m.WithdrawPage,
    ),
  },
  {
    path: "cases/:no/supply/:item",
    element: lazyPage(
      () => import("./supply/supply.tsx"),
      (m) => m.SupplyPage,
    ),
  },
  {
    path: "licences",
    element: lazyPage(
      () => import("./licences/licences.tsx"),
      (m) => m.LicencesPage,
    ),
  },
  {
    path: "licences/:id",
    element: lazyPage(
      () => import("./licences/licence-face.tsx"),
      (m) => m.LicenceFacePage,
    ),
  },
  {
    path: "verify",
    element: lazyPage(
      () => import("./verify/verify.tsx"),
      (m) => m.VerifyPage,
    ),
  },
  {
    path: "messages",
    element: lazyPage(
      () => import("./messages/messages.tsx"),
      (m) => m.MessagesPage,
    ),
  },
  {
    path: "login",
    element: lazyPage(
      () => import("./sign-in/sign-in.tsx"),
      (m) => m.SignInPage,
    ),
  },
  { path: "*", element: <NotFound /> },
];
