/** The order of a package's items: which wait for which. */

interface Ordered {
  id: string;
  after: readonly string[];
}

/** Items by step: everything in a step may run at the same time. A cycle or an unknown name ends up in the last step. */
export function orderLevels<T extends Ordered>(items: readonly T[]): T[][] {
  const known = new Set(items.map((item) => item.id));
  const placed = new Set<string>();
  const levels: T[][] = [];
  let rest = [...items];
  while (rest.length > 0) {
    const ready = rest.filter((item) => item.after.every((id) => placed.has(id) || !known.has(id)));
    const level = ready.length > 0 ? ready : rest;
    levels.push(level);
    for (const item of level) placed.add(item.id);
    rest = rest.filter((item) => !placed.has(item.id));
  }
  return levels;
}
