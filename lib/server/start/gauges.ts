import { pool } from "../db/client";
import { read, sql } from "../db/sql";
import { metrics } from "../metrics";

/** The gauges of `GET /metrics` that are read on demand: sockets, database connections and jobs, with names by Prometheus' rules. */
export function makeGauges(io: { engine: { clientsCount: number } }): void {
  const { gauge } = metrics();
  gauge("handraise_sockets", "Connections of Socket.IO to this process", () => io.engine.clientsCount);
  gauge("handraise_database_connections", "Connections to the database that this process holds", () => pool().totalCount);
  gauge("handraise_database_waiting", "Acts that wait for a connection to the database", () => pool().waitingCount);
  gauge("handraise_jobs_waiting", "Jobs of all processes that are due and have not begun; -1 when the database does not say", jobsWaiting);
}

async function jobsWaiting(): Promise<number> {
  try {
    const [row] = await read<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()`);
    return row?.count ?? -1;
  } catch {
    return -1;
  }
}
