/** Writes into nested data without changing the old objects; paths are written `members[0].name`. */

type Step = string | number;

export function stepsOf(path: string): Step[] {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** A copy of `data` with `value` at `path`; `undefined` removes the key. */
export function setAt(data: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const write = (node: unknown, steps: Step[]): unknown => {
    const [step, ...rest] = steps;
    if (step === undefined) return value;
    if (typeof step === "number") {
      const list = Array.isArray(node) ? [...(node as unknown[])] : [];
      list[step] = write(list[step], rest);
      return list;
    }
    const group = typeof node === "object" && node !== null && !Array.isArray(node) ? (node as object) : {};
    const next: Record<string, unknown> = {
      ...group,
      [step]: write((group as Record<string, unknown>)[step], rest),
    };
    if (next[step] === undefined) delete next[step];
    return next;
  };
  return write(data, stepsOf(path)) as Record<string, unknown>;
}
