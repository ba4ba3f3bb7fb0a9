/** A UUID as a part of a pattern, in lower case. */
export const uuidPattern = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

const whole = new RegExp(`^${uuidPattern}$`, "i");

/** Whether a value is an id of ours, all of which are UUIDs. */
export const isId = (value: unknown): value is string => typeof value === "string" && whole.test(value);
