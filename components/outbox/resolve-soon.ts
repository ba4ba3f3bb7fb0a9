import { toast } from "#components/ui/toast.ts";
import { api } from "#lib/client/api/api.ts";
import { actionProblem, serverRefusal } from "#lib/client/api/problems.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { plainText } from "../ui/plain-text";
import { deferWithUndo } from "./defer-with-undo";
import { isPending, resolving, type Step } from "./resolving";

type Named = Pick<Thread, "id" | "title" | "question_text">;
/** In code points. */
const nameMax = 80;

const setStep = (id: string, step: Step) => resolving.setState({ [id]: step });
const removeStep = (id: string) => resolving.setState(({ [id]: _removed, ...others }) => others, true);

/** As much of a question as a toast says in a line or two, in its own direction. */
function startOf({ title, question_text }: Named): string {
  const all = [...(title ?? plainText(question_text))];
  return `“\u2068${all.length > nameMax ? `${all.slice(0, nameMax).join("").trimEnd()}…` : all.join("")}\u2069”`;
}

/** Shows the question as resolved, on every page, and resolves it once that can no longer be undone. */
export function resolveSoon(thread: Named): void {
  const { id } = thread;
  if (isPending(resolving.getState()[id])) return;
  const commit = async (keepalive: boolean) => {
    setStep(id, { at: "sent" });
    const answer = await api<Thread>("POST", `/api/discussions/threads/${id}/resolve`, {}, { keepalive }).catch((error: Error) => error);
    if (!(answer instanceof Error)) return setStep(id, { at: "done", thread: answer });
    removeStep(id);
    // A question that was deleted meanwhile needs no message.
    if (serverRefusal(answer)?.status === 404) return;
    toast.error("Couldn’t resolve this question", {
      duration: Number.POSITIVE_INFINITY,
      description: `${startOf(thread)} ${actionProblem(answer)}`,
      action: { label: "Try again", onClick: () => void (isPending(resolving.getState()[id]) || commit(false)) },
    });
  };
  setStep(id, { at: "undoable", undo: deferWithUndo({ done: "Resolved", what: startOf(thread), commit, undo: () => removeStep(id) }) });
}
