import type { AsyncLocalStorage } from "node:async_hooks";
import { Pool, type PoolClient, type PoolConfig } from "pg";

/**
 * The pool. What Prisma asks of it within `routed.run(client, …)` goes to that connection instead, so that a model and plain SQL share a
 * transaction.
 */
export class RoutedPool extends Pool {
  constructor(
    config: PoolConfig,
    private readonly routed: AsyncLocalStorage<PoolClient>,
  ) {
    super(config);
  }

  /** Passes on all forms of pg's own method; `never` stands for whatever they return. */
  override query(...args: unknown[]): never {
    const client = this.routed?.getStore();
    return Reflect.apply(client ? client.query : super.query, client ?? this, args) as never;
  }

  override connect(...args: unknown[]): never {
    const client = this.routed?.getStore();
    return (client ? Promise.resolve(nested(client)) : Reflect.apply(super.connect, this, args)) as never;
  }
}

/** Prisma opens a transaction for an act of several statements. Inside ours it is a savepoint. */
const savepointFor: Record<string, string> = { BEGIN: "SAVEPOINT prisma", COMMIT: "RELEASE prisma", ROLLBACK: "ROLLBACK TO prisma" };

/** The connection with savepoints for transactions, and which its borrower does not give back. */
const nested = (client: PoolClient) => ({
  on: () => undefined,
  removeListener: () => undefined,
  release: () => undefined,
  query: (statement: { text: string; name?: string }) => {
    const text = savepointFor[statement.text];
    return client.query(text ? { ...statement, text, name: "" } : statement);
  },
});
