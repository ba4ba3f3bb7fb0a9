import { describe, expect, it } from "vitest";
import { ApiError } from "#lib/client/api/api.ts";
import { fieldErrors } from "./use-form";

const labels = { email: "Email", first_name: "First name" };

describe("useForm", () => {
  it("says beside each field what the server has against it, and leaves the rest to the form", () => {
    const refused = new ApiError(400, "email must be an email address; role is required", [
      { param: "email", msg: "must be an email address", location: "body" },
      { param: "role", msg: "is required", location: "body" },
    ]);
    expect(fieldErrors(refused, labels)).toEqual({ email: "Email must be an email address." });
    expect(fieldErrors(new ApiError(0, "No connection to the server"), labels)).toEqual({});
  });

  it("lays a refusal of the whole at the field it is about", () => {
    const taken = new ApiError(409, "Email already registered");
    expect(fieldErrors(taken, labels, { 409: "email" })).toEqual({ email: "Email already registered." });
    expect(fieldErrors(taken, labels)).toEqual({});
  });
});
