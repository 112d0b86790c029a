/** What MongoDB's errors say. */
const DUPLICATE = 11000;

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === DUPLICATE;

/** Whether the error carries one of the driver's labels, e.g. `TransientTransactionError`. */
export function labelled(error: unknown, label: string): boolean {
  if (!(error instanceof Error) || !("hasErrorLabel" in error)) return false;
  const { hasErrorLabel } = error;
  return typeof hasErrorLabel === "function" && hasErrorLabel.call(error, label) === true;
}
