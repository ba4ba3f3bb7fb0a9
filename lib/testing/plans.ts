import type { PoolClient } from "pg";
import { pool } from "#lib/server/db/client.ts";
import type { Statement } from "./statements";

/** A node of a plan. Actual figures are present only if the statement was executed. */
type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Plan Rows": number;
  "Total Cost": number;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Node[];
};

/** How many rows a statement may read or sort: more than any list holds, fewer than a large table has. */
export const rowsMax = 10_000;

/** The tables with more than `rowsMax` rows, by PostgreSQL's own estimate, and the others. */
export async function tablesBySize(): Promise<{ large: Set<string>; small: string[] }> {
  const { rows } = await pool().query<{ name: string; large: boolean }>(
    `SELECT relname AS name, reltuples > $1 AS large FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname`,
    [rowsMax],
  );
  const named = (large: boolean) => rows.filter((row) => row.large === large).map(({ name }) => name);
  return { large: new Set(named(true)), small: named(false) };
}

/** What is wrong in a plan: a large table that is read as a whole, or more rows read or sorted than a list can need. */
function faultsIn(node: Node, large: Set<string>): string[] {
  const { "Node Type": type, "Relation Name": table = "", "Index Name": index, "Actual Loops": loops = 1, Plans = [] } = node;
  const returnedRows = (node["Actual Rows"] ?? node["Plan Rows"]) * loops;
  const looked = returnedRows + ((node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)) * loops;
  const where = [type, index, table].filter(Boolean).join(" ");
  const faults = Plans.flatMap((one) => faultsIn(one, large));
  if (type === "Seq Scan" && large.has(table) && loops > 0) faults.push(`${where}: reads the whole table`);
  else if (table !== "" && looked > rowsMax) faults.push(`${where}: looks at ${looked} rows`);
  if (type.endsWith("Sort") && returnedRows > rowsMax) faults.push(`${where}: sorts ${returnedRows} rows`);
  return faults;
}

/** The values of an EXECUTE, as texts. PostgreSQL converts each to the type that the statement needs. */
async function literals(client: PoolClient, values: unknown[]): Promise<string> {
  if (values.length === 0) return "";
  const asText = values.map((value) => (Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : value));
  const { rows } = await client.query<(string | null)[]>({
    text: `SELECT ${values.map((_, n) => `$${n + 1}::text`).join(", ")}`,
    values: asText,
    rowMode: "array",
  });
  return `(${(rows[0] ?? []).map((text) => (text === null ? "NULL" : client.escapeLiteral(text))).join(", ")})`;
}

const writesRows = /\b(?:INSERT INTO|DELETE FROM|UPDATE\s+\S+(?:\s+(?:AS\s+)?\w+)?\s+SET)\b/i;

const relationsIn = ({ "Relation Name": table, Plans = [] }: Node): number =>
  Plans.reduce((sum, one) => sum + relationsIn(one), table === undefined ? 0 : 1);

/** Whether PostgreSQL keeps the generic plan: the rule of its plan cache, which adds the cost of planning, 2.5 for each relation. */
const isKept = (generic: Node, custom: Node) => generic["Total Cost"] < custom["Total Cost"] + 2.5 * (relationsIn(custom) + 1);

/**
 * What is wrong with the plans of a statement: the custom plan for these values, and the generic plan, if PostgreSQL would keep it, because
 * statements are prepared (statement-names.ts). `isPlannedAnew`: it would keep none, but plan each call, which often costs more than the
 * rest. Statements that only read are executed for it. The cost of random access is set to that of an SSD. By the default, which is for
 * spinning disks, a table of some thousand rows is read as a whole sooner than sixty of its rows are looked up.
 */
export async function plansOf({ text, values }: Statement, large: Set<string>): Promise<{ faults: string[]; isPlannedAnew: boolean }> {
  const client = await pool().connect();
  const how = writesRows.test(text) ? "FORMAT JSON" : "ANALYZE, TIMING OFF, FORMAT JSON";
  try {
    const args = await literals(client, values);
    await client.query("BEGIN; SET LOCAL random_page_cost = 1.1");
    await client.query(`PREPARE explained AS ${text}`);
    const planBy = async (mode: string): Promise<Node> => {
      await client.query(`SET LOCAL plan_cache_mode = ${mode}`);
      const { rows } = await client.query<{ "QUERY PLAN": { Plan: Node }[] }>(`EXPLAIN (${how}) EXECUTE explained${args}`);
      const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
      if (!plan) throw new Error("no plan");
      return plan;
    };
    const custom = await planBy("force_custom_plan");
    const generic = await planBy("force_generic_plan");
    const kept = isKept(generic, custom) ? [generic] : [];
    const faults = new Set([custom, ...kept].flatMap((plan) => faultsIn(plan, large)));
    return { faults: [...faults], isPlannedAnew: kept.length === 0 };
  } catch (error) {
    throw new Error(`${text}: ${(error as Error).message}`, { cause: error });
  } finally {
    await client.query("ROLLBACK");
    await client.query("DEALLOCATE ALL");
    // Destroys the connection, because the pool does not know that its prepared statements were deallocated.
    client.release(true);
  }
}
