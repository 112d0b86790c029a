/** A check that takes all the memory there is: what the heap limit is for. */
export function run([request]: { data: unknown }[]): unknown[] {
  if ((request?.data as { greedy?: boolean }).greedy !== true)
    return [{ shaped: {}, data: {}, hidden: [], errors: [] }];
  const held: string[][] = [];
  for (let round = 0; ; round += 1) held.push(Array.from({ length: 10_000 }, (_, at) => `${round}/${at}`));
}
