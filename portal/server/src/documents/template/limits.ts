/** Bounds of one template and one rendering. Generous for real documents, small for an attack. */
export const templateLimits = {
  /** Characters of one template or partial. */
  sourceChars: 200_000,
  /** Nodes of the syntax tree of one template. */
  nodes: 20_000,
  /** Nesting of blocks and sub-expressions. */
  depth: 32,
  /** Characters of the rendered document. */
  outputChars: 4_000_000,
  /** Times an `each` body may run in one rendering, all `each` together. */
  iterations: 50_000,
  /** Partials called in one rendering. */
  partialCalls: 5_000,
  /** Milliseconds one rendering may take before its thread is ended. */
  deadlineMs: 5_000,
  /** Megabytes the rendering thread may use. */
  heapMb: 192,
} as const;
