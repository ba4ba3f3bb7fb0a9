import type { RegisterBody, SignedIn } from "#lib/contract/auth";
import { texts } from "#lib/contract/errors";
import { config } from "../config";
import { AppError, isAppError } from "../errors";
import { refuseIfSpent, spend } from "../limits";
import type { RequestFacts } from "../request-facts";
import { createUser } from "../users/create-user";
import { signIn } from "./sessions";

/** Contract section 3, `POST /api/auth/register`: always a student. */
export async function register({ body, facts }: { body: RegisterBody; facts: RequestFacts }): Promise<SignedIn> {
  if (config().registration === "closed") throw new AppError("forbidden", texts.notAllowed);
  await refuseIfSpent("addressFailure", facts.ip);
  const user = await createUser({ ...body, role: "student" }, { actorId: null, facts }).catch(async (error: unknown) => {
    // Asking which addresses have accounts is a failure to be counted.
    if (isAppError(error)) await spend("addressFailure", facts.ip);
    throw error;
  });
  return signIn(user, facts);
}
