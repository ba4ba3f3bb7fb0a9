import type { ZodError, z } from "zod";
import type { ErrorDetail } from "#lib/contract/errors.ts";
import { issueText } from "#lib/contract/issue-text.ts";
import { AppError } from "../errors";
import { boundedDetails } from "../http/answer";

type Location = ErrorDetail["location"];

const sentence = (details: ErrorDetail[]) =>
  details.map((detail) => (detail.param ? `${detail.param} ${detail.msg}` : detail.msg)).join("; ");

function detailsOf(error: ZodError, location: Location): ErrorDetail[] {
  return error.issues.flatMap((issue): ErrorDetail[] => {
    const at = issue.path.join(".");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ msg: "is not a field of this request", param: at ? `${at}.${key}` : key, location }));
    if (issue.code === "invalid_type" && !at) return [{ msg: `The ${location} must be a JSON object`, param: "", location }];
    return [{ msg: isMissing(issue) ? "is required" : issue.message, param: at, location }];
  });
}

/** Also where the schema has words of its own for what is wrong: what is not there is neither too short nor in another form. */
const isMissing = (issue: z.core.$ZodIssue): boolean => issue.code === "invalid_type" && issue.input === undefined && issue.path.length > 0;

/** The first sentence about each field: what is not text, say, is not too short as well. */
const oneEach = (details: ErrorDetail[]): ErrorDetail[] =>
  [...new Map(details.toReversed().map((one) => [one.param, one])).values()].toReversed();

/** What a query or a body holds, by its schema. @throws AppError invalid_input, with one plain sentence about each field */
export function parseInput<S extends z.ZodType>(schema: S, value: unknown, location: Location): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true, error: issueText });
  if (parsed.success) return parsed.data;
  const details = boundedDetails(oneEach(detailsOf(parsed.error, location)));
  throw new AppError("invalid_input", sentence(details), { details });
}
