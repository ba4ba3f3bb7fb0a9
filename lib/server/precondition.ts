/**
 * A statement that leaves in one write with another one, whose answer counts only if `require` does not throw at the rows of this one.
 * Because a write to the database and its answer cost more than a small statement.
 */
export type Precondition = {
  statement: { text: string; values: unknown[] };
  require(rows: unknown[]): void;
  /** Whether it was met before. Then it is not asked again. */
  readonly isMet: boolean;
};
