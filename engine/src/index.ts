/** The workflow engine: the port, and the two ways to get one. */
export * from "./port.ts";
