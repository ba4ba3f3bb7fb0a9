/** What is wrong with a form as a whole; read out when it appears. */
export function FormAlert({ text }: { text: string | null }) {
  return (
    <div role="alert" className="empty:absolute">
      {text && <p className="rounded-lg border border-destructive/40 bg-destructive/8 px-3 py-2 text-destructive text-sm">{text}</p>}
    </div>
  );
}
