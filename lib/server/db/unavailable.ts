/**
 * SQLSTATE codes and classes, Prisma's codes and the system's that mean "not now": a statement or lock that took too long, a server that is
 * starting, stopping, full or away, or transactions that were in each other's way at every try.
 */
const codes =
  /^(57014|55P03|25P0[34]|40001|40P01|57P\d\d|53\d{3}|08\w{3}|P10(01|02|08|17)|P2024|P2028|P2034|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** The words of pg, its pool and Prisma's adapter for errors without a code. */
const words =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|connection error and is not queryable|Client was closed|pool after calling end|the database is not open|Can't reach database server|Server has closed the connection/;

type DatabaseError = {
  code?: unknown;
  meta?: { code?: unknown; driverAdapterError?: { cause?: unknown } };
  cause?: unknown;
  originalCode?: unknown;
};

/** Whether the database was unreachable, or too slow, as opposed to a fault of the query. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, originalCode, meta, cause } = error as DatabaseError;
  if ([code, originalCode, meta?.code].some((candidate) => typeof candidate === "string" && codes.test(candidate))) return true;
  if (error instanceof Error && words.test(error.message)) return true;
  return isUnavailable(cause, depth + 1) || isUnavailable(meta?.driverAdapterError, depth + 1);
}
