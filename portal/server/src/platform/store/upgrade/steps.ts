/**
 * The format of an installation's documents, counted up. A change of a collection's shape that old documents do not meet
 * adds a step here; indexes need none, they are made at start. Steps stay for ever: a folder may be years old.
 */
export interface Documents {
  /** Replaces what `change` answers anew, leaves what it answers null for. Answers how many were changed. */
  rewrite(
    collection: string,
    change: (fields: Record<string, unknown>) => Record<string, unknown> | null,
  ): Promise<number>;
}
export interface UpgradeStep {
  /** The format that it leads to: one more than that before. */
  to: number;
  /** For the log. */
  what: string;
  run(documents: Documents): Promise<void>;
}

export const steps: readonly UpgradeStep[] = [
  {
    to: 1,
    what: "the format is numbered from here on; documents of earlier versions are of this shape",
    run: async () => undefined,
  },
];

export const formatOf = (list: readonly UpgradeStep[]): number => list.at(-1)?.to ?? 0;

/** In words for the terminal. */
export const tooNew = (place: string, found: number, known: number): string =>
  `${place} was written by a newer version (its format is ${found}, this one knows ${known}). Start that version, or restore a backup of this one: node bin/onewindow.mjs restore FOLDER`;
