/** CASL's condition tree as a store filter. */
import type { Filter, Scalar } from "../platform/store/port.ts";

/** What `rulesToAST` answers: compound (`and`, `or`, `not`, `nor`) or a field's comparison. */
export interface Condition {
  operator: string;
  value: unknown;
  field?: string;
}

/** Throws for an operator that filters do not have: the policy file is wrong then. */
export function filterOf(condition: Condition): Filter {
  const { operator, value } = condition;
  const parts = (): Filter[] => (value as Condition[]).map(filterOf);
  if (operator === "and") return { and: parts() };
  if (operator === "or") return { or: parts() };
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
