type Mailing = { mailed: boolean; mail_problem: string | null };

/** What happens to the emails with `count` links that were just made. @param isShown whether People shows it, as for invitations */
export function mailText({ mailed, mail_problem: problem }: Mailing, count: number, isShown = true): string {
  const one = count === 1;
  if (!mailed) return one ? "Email is off, so pass the link on yourself." : "Email is off, so pass the links on yourself.";
  const queued = one ? "An email with the link is queued" : "Emails with the links are queued";
  if (problem !== null)
    return `${queued}, but the mail server didn’t accept email when we last tried (${problem}). We’ll keep trying. If it’s urgent, pass the ${one ? "link" : "links"} on yourself.`;
  return `${queued}.${isShown ? ` People shows when ${one ? "it" : "each"} was sent.` : ""}`;
}

/** What would happen to the emails with the links of an import. */
export function plannedMailText({ mailed, mail_problem: problem }: Mailing): string {
  if (!mailed) return "You’ll get a link for everyone who needs one. Email is off, so pass the links on yourself.";
  if (problem === null) return "Everyone who needs a link gets it by email. You’ll see the links, too.";
  return `You’ll see a link for everyone who needs one. We’ll email the links, too, once the mail server accepts email: it didn’t when we last tried (${problem}).`;
}
