type Mailing = { mailed: boolean; mail_problem: string | null };

/**
 * What is true of the mails with `count` links that were just made.
 * @param isShown whether People shows what becomes of them: it does for invitations
 */
export function mailWords({ mailed, mail_problem: problem }: Mailing, count: number, isShown = true): string {
  const one = count === 1;
  if (!mailed) return one ? "No mail is sent here: hand the link to them." : "No mail is sent here: hand the links out.";
  const queued = one ? "A mail with the link is queued" : "Mails with the links are queued";
  if (problem !== null)
    return `${queued}, but the mail server took none when it was last tried (${problem}). It is tried again; if it is urgent, hand ${one ? "the link over" : "the links out"} yourself.`;
  return `${queued}.${isShown ? ` People shows when ${one ? "it" : "each"} was sent.` : ""}`;
}

/** What is true of the mails with the links that an import would make. */
export function planWords({ mailed, mail_problem: problem }: Mailing): string {
  if (!mailed) return "You get a link for everybody who needs one, to be handed to them: this installation sends no mail.";
  if (problem === null) return "Everybody who needs a link gets it by mail; you see the links as well.";
  return `You see the links of all who need one. They are mailed as well, once the mail server takes mail: it took none when it was last tried (${problem}).`;
}
