import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  bigint: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  undefined: "left out",
  date: "a date",
};

const formats: Record<string, string> = {
  email: "an email address",
  url: "an address of the web",
  guid: "a UUID",
  uuid: "a UUID",
  datetime: "a time such as 2024-01-15T10:30:00.000Z",
  date: "a date such as 2024-01-15",
  base64: "in base64",
};

/** "a", "b" or "c". */
function oneOf(values: readonly unknown[]): string {
  const all = values.map((value) => JSON.stringify(value));
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
}

const units: Record<string, [one: string, many: string]> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  set: ["entry", "entries"],
  map: ["entry", "entries"],
  object: ["field", "fields"],
};

function sizeText(origin: string, bound: number | bigint, side: "least" | "most", isOpen: boolean): string {
  const unit = units[origin];
  if (!unit && isOpen) return `must be ${side === "least" ? "more" : "less"} than ${bound}`;
  if (!unit) return `must be ${bound} or ${side === "least" ? "more" : "less"}`;
  if (side === "least" && bound === 1) return "must not be empty";
  return `must have at ${side} ${bound} ${Number(bound) === 1 ? unit[0] : unit[1]}`;
}

/**
 * What is wrong with a field, for people: goes on after the field's name. For what a schema has no words of its own for. zod's own words
 * speak of types and of what they expected.
 */
export function issueText(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be ${kinds[issue.expected] ?? "of another kind"}`;
    case "too_small":
      return sizeText(issue.origin, issue.minimum, "least", issue.inclusive === false);
    case "too_big":
      return sizeText(issue.origin, issue.maximum, "most", issue.inclusive === false);
    case "invalid_format":
      return formats[issue.format] ? `must be ${formats[issue.format]}` : "is not in the form that is asked for";
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values)}`;
    case "unrecognized_keys":
      return `must not have ${oneOf(issue.keys)}`;
    case "invalid_union":
      return "is none of what can be given here";
    case "invalid_key":
      return "has a name that can’t be given here";
    case "invalid_element":
      return "has an entry that can’t be given here";
    default:
      return "is not valid";
  }
}
