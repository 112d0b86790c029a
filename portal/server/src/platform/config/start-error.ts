/** Why the server does not start, in a sentence for the person at the terminal; the process ends with code 1. */
export class StartError extends Error {
  readonly code = "start";
  constructor(message: string) {
    super(message);
    this.name = "StartError";
  }
}
