import { AppError } from "../errors";
import { query } from "./client";

/** Contract section 9, `GET /api/ready`. @throws AppError unavailable when the database does not answer within 2 s */
export async function readiness(): Promise<{ database: "up" }> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(reject, 2000, new Error("no answer within 2 s")).unref());
  await Promise.race([query("SELECT 1"), late]).catch((cause: unknown) => {
    throw new AppError("unavailable", "The database does not answer", { cause });
  });
  return { database: "up" };
}
