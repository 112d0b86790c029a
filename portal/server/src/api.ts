/** The wire types of the API, for the web app: types only cross this border. */
export type { Text, Language } from "./platform/text.ts";
export type * from "./platform/api.ts";
export type * from "./identity/api.ts";
export type * from "./catalogue/api.ts";
export type * from "./cases/api.ts";
export type * from "./cases/correction/api.ts";
export type * from "./cases/signatures/api.ts";
export type * from "./materials/api.ts";
export type * from "./tasks/api.ts";
export type * from "./dossier/api.ts";
export type * from "./audit/api.ts";
export type * from "./why/api.ts";
export type * from "./visits/api.ts";
export type * from "./licences/api.ts";
export type * from "./notifications/api.ts";
export type * from "./health/api.ts";
export type * from "./presence/api.ts";
export type * from "./clocks/api.ts";
