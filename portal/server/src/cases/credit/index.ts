export { registerCreditRoutes } from "./routes.ts";
export { createCreditService } from "./service.ts";
export type { CreditPeople, CreditService } from "./service.ts";
