import type { RegisterBody, SignedIn } from "#lib/contract/auth.ts";
import { texts } from "#lib/contract/errors.ts";
import { mailFirstConfirmation } from "../auth/confirm-email";
import { signIn } from "../auth/sessions";
import { config } from "../config";
import { AppError, isAppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { assertAvailable, consume } from "../rate-limits";
import { createUser } from "./create-user";

/**
 * docs/contract.md section 3, `POST /api/auth/register`: always a student. A mailed link or an admin confirms the address.
 * @throws AppError conflict for a taken address; too_many, before anything is hashed
 */
export async function register({ body, request }: { body: RegisterBody; request: RequestContext }): Promise<SignedIn> {
  if (config().registration === "closed") throw new AppError("forbidden", texts.notAllowed);
  await assertAvailable("addressFailure", request.ip);
  await consume("signUp", request.ip);
  const user = await createUser({ ...body, role: "student" }, { actorId: null, request }).catch(async (error: unknown) => {
    // Counted as a failure, because it shows which addresses have accounts.
    if (isAppError(error)) await consume("addressFailure", request.ip);
    throw error;
  });
  await mailFirstConfirmation(user, request);
  return signIn(user, request);
}
