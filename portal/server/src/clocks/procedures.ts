/** Procedures whose time is not counted (行政许可法 art. 45): content, not code. */
import type { Text } from "../platform/text.ts";

export interface ProcedureKind {
  id: string;
  name: Text;
  law: Text;
  /** Working days usually needed. */
  days: number;
}
