import { Client } from "pg";

export type Statement = { text: string; values: unknown[] };

/** Statements that control transactions, settings or locks have no plan. */
const hasNoPlan = /^\s*(?:BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET|LOCK|DEALLOCATE)\b/i;

/**
 * Collects the statements that reach the database while `act` runs, in order, including those of transactions and of Prisma. Not to be
 * called twice at the same time, because it replaces a method of pg's client.
 */
export async function statementsOf(act: () => Promise<unknown>): Promise<Statement[]> {
  const found: Statement[] = [];
  const send = Client.prototype.query;
  const listen = function (this: Client, ...args: unknown[]): unknown {
    const [first, values] = args as [string | { text?: string; values?: unknown[] }, unknown[] | undefined];
    const text = typeof first === "string" ? first : (first.text ?? "");
    if (!hasNoPlan.test(text)) found.push({ text, values: (typeof first === "string" ? values : first.values) ?? [] });
    return Reflect.apply(send, this, args);
  };
  Client.prototype.query = listen as typeof send;
  try {
    await act();
  } finally {
    Client.prototype.query = send;
  }
  return found;
}
