export { registerMarkRoutes } from "./routes.ts";
export { createMarksService, type MarksService } from "./service.ts";
