/** A check that never ends: what the deadline is for. */
export function run([request]: { data: unknown }[]): unknown[] {
  if ((request?.data as { wait?: boolean }).wait !== true)
    return [{ shaped: {}, data: {}, hidden: [], errors: [] }];
  for (;;);
}
