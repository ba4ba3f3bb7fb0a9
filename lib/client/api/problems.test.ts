import { describe, expect, it } from "vitest";
import { ApiError } from "./api";
import { actionProblem } from "./problems";

const refusal = (param: string, msg: string) => new ApiError(400, `${param} ${msg}`, [{ msg, param, location: "body" }]);

describe("actionProblem", () => {
  it.each([
    [refusal("csv_base64", "must be CSV"), "The file must be CSV"],
    [refusal("first_name", "must not be empty"), "The first name must not be empty"],
    [refusal("columns.last_name", "must be 1 or more"), "The columns last name must be 1 or more"],
    [new ApiError(409, "This course is archived"), "This course is archived"],
  ])("speaks of fields as people do", (error, sentence) => expect(actionProblem(error)).toBe(sentence));
});
