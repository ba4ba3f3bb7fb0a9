import { log } from "../log";
import { problemOf } from "./mail-problem";
import { noteMailServer } from "./mail-server";
import { sendsMail, tryMailServer } from "./send-mail";

/** Finds out at the start whether the mail server answers. It may come up later, so a failure does not stop the start. */
export async function checkMailServer(): Promise<void> {
  if (!sendsMail()) return;
  const problem = await tryMailServer();
  await noteMailServer(problem && problemOf(problem).text);
  if (problem === null) log.info("the mail server of SMTP_URL answers");
  else log.warn({ err: problem }, "the mail server of SMTP_URL does not answer: mails wait and are tried again. Check SMTP_URL");
}
