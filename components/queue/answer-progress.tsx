import { grouped } from "#lib/contract/text.ts";
import { Name } from "../ui/name";
import { toast } from "../ui/toast";

type Failure = { id: string; name: string; problem: string };

/** How far an answer to several questions is. */
export type Progress = {
  total: number;
  sent: number;
  /** Those that somebody else was quicker with. */
  over: number;
  failed: Failure[];
  holdReason: string | null;
};

/** Says how far it is, in one toast, and at the end what became of all of them. */
export function showProgress(id: string, { total, sent, over, failed, holdReason }: Progress): void {
  if (total === 0) return;
  const stays = { id, duration: Number.POSITIVE_INFINITY };
  const text = `${grouped(sent)} of ${grouped(total)} sent`;
  if (sent + over + failed.length < total) toast.loading(text, { ...stays, description: holdReason });
  else if (failed.length > 0) toast.error(text, { ...stays, description: <Failures of={failed} over={over} /> });
  else if (sent === 0) toast("Nothing was sent", { ...stays, description: overText(over) });
  else if (over > 0) toast.success(text, { ...stays, description: overText(over) });
  else
    toast.success(total === 1 ? "Your answer was sent" : `All ${grouped(total)} answers were sent`, {
      id,
      duration: 6000,
      description: null,
    });
}

const overText = (over: number) =>
  over === 1
    ? "One question was answered, closed or withdrawn in the meantime."
    : `${grouped(over)} questions were answered, closed or withdrawn in the meantime.`;

/** Who got no answer, and why. */
const Failures = ({ of, over }: { of: Failure[]; over: number }) => (
  <>
    {over > 0 && <span className="block">{overText(over)}</span>}
    These questions are still in the queue, and your answer is kept as their draft:
    <span className="mt-1 grid max-h-40 gap-1 overflow-y-auto">
      {of.map(({ id, name, problem }) => (
        <span key={id} className="block">
          <Name>{name}</Name>: {problem}
        </span>
      ))}
    </span>
  </>
);
