type Mailing = { mailed: boolean; mail_problem: string | null };

/** What is true of the mails with `count` links that were just made. */
export function mailWords({ mailed, mail_problem: problem }: Mailing, count: number): string {
  const one = count === 1;
  if (!mailed) return one ? "No mail is sent here: hand it to them." : "No mail is sent here: hand them out.";
  if (problem === null)
    return one
      ? "A mail with it is queued: People shows when it was sent."
      : "Mails with them are queued: People shows of each person when theirs was sent.";
  const queued = one ? "A mail with it is queued" : "Mails with them are queued";
  return `${queued}, but the mail server took none when it was last tried (${problem}). It is tried again; what is urgent, hand over yourself.`;
}

/** What is true of the mails with the links that an import would make. */
export function planWords({ mailed, mail_problem: problem }: Mailing): string {
  if (!mailed) return "You get a link for everybody who needs one, to be handed to them: this installation sends no mail.";
  if (problem === null) return "Everybody who needs a link gets it by mail; you see the links as well.";
  return `You see the links of all who need one. They are mailed as well, once the mail server takes mail: it took none when it was last tried (${problem}).`;
}
