/** CASL's condition tree as a store filter. */
import type { Filter, Scalar } from "../platform/store/port.ts";

/** What `rulesToAST` answers: compound (`and`, `or`, `not`, `nor`) or a field's comparison. */
export interface Condition {
  operator: string;
  value: unknown;
  field?: string;
}

/** Two rules (of two roles, of one right under two names) that say the same are one branch of the query. */
function distinct(filters: readonly Filter[]): Filter[] {
  return [...new Map(filters.map((filter) => [JSON.stringify(filter), filter])).values()];
}

/** Throws for an operator that filters do not have: the policy file is wrong then. */
export function filterOf(condition: Condition): Filter {
  const { operator, value } = condition;
  const parts = (): Filter[] => distinct((value as Condition[]).map(filterOf));
  if (operator === "and" || operator === "or") {
    const [first, ...more] = parts();
    if (first !== undefined && more.length === 0) return first;
    const all = first === undefined ? [] : [first, ...more];
    return operator === "and" ? { and: all } : { or: all };
  }
  if (operator === "not" || operator === "nor") return { not: { or: parts() } };
  const field = condition.field ?? "";
  switch (operator) {
    case "eq":
      return { eq: [field, value as Scalar] };
    case "ne":
      return { ne: [field, value as Scalar] };
    case "in":
      return { in: [field, value as Scalar[]] };
    case "nin":
      return { nin: [field, value as Scalar[]] };
    case "gt":
      return { gt: [field, value as string | number] };
    case "gte":
      return { gte: [field, value as string | number] };
    case "lt":
      return { lt: [field, value as string | number] };
    case "lte":
      return { lte: [field, value as string | number] };
    case "exists":
      return { exists: [field, value as boolean] };
    default:
      throw new Error(
        `policy.yaml: the operator "${operator}" on "${field}" is not one of eq, ne, in, nin, gt, gte, lt, lte, exists.`,
      );
  }
}
