/** The demo county's cases, and the script client that files them. */
export { signIn, type ApiClient } from "./api-client.ts";
export {
  fileApplication,
  fillDraft,
  supplyMaterials,
  readyDraft,
  submission,
  type Application,
  type Filed,
} from "./file-application.ts";
export { samplePdf } from "./sample-pdf.ts";
export { demoApplications, seedDemoCases } from "./seed-cases.ts";
