import type { CountsAnswer } from "#lib/contract/notifications.ts";
import type { Caller } from "../caller";
import { read } from "../db/sql";
import { type CountsRow, countsOf, requireOwnInbox, toCounts } from "./counts";

/** docs/contract.md section 6, `GET /api/notifications/counts`. */
export async function getCounts({ caller }: { caller: Caller }): Promise<CountsAnswer> {
  const [row] = await read<CountsRow>(countsOf(caller.user.id), caller.stillValid);
  const { counts, seq, epoch } = toCounts(requireOwnInbox(row));
  return { ...counts, seq, epoch };
}
