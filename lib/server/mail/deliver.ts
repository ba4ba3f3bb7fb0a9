import { type MailProblem, problemOf } from "./mail-problem";
import { noteMailServer } from "./mail-server";
import { type Mail, sendMail } from "./send-mail";

/**
 * Hands a mail to the mail server, and writes down how that was found.
 * @returns why it was not taken
 */
export async function deliver(mail: Mail): Promise<MailProblem | null> {
  const problem = await sendMail(mail).then(
    () => null,
    (error: unknown) => problemOf(error),
  );
  await noteMailServer(problem?.isServers ? problem.text : null);
  return problem;
}
