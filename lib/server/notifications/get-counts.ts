import type { CountsAnswer } from "#lib/contract/notifications";
import type { Caller } from "../auth/authenticate";
import { read } from "../db/sql";
import { type CountsRow, countsOf, own, toCounts } from "./counts";

/** Contract section 6, `GET /api/notifications/counts`. */
export async function getCounts({ caller }: { caller: Caller }): Promise<CountsAnswer> {
  const [row] = await read<CountsRow>(countsOf(caller.user.id));
  const { counts, seq, epoch } = toCounts(own(row));
  return { ...counts, seq, epoch };
}
