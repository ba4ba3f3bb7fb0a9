import type { Mail } from "./letter";
import { type MailProblem, problemOf } from "./mail-problem";
import { noteMailServer } from "./mail-server";
import { sendMail } from "./send-mail";

/** Sends an email, and writes down the state of the mail server. @returns why it was not accepted; null when it was */
export async function deliver(mail: Mail): Promise<MailProblem | null> {
  const problem = await sendMail(mail).then(
    () => null,
    (error: unknown) => problemOf(error),
  );
  await noteMailServer(problem?.isServers ? problem.text : null);
  return problem;
}
