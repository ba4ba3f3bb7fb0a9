import { describe, expect, it } from "vitest";
import { refuseCommonPassword } from "./common-passwords";

const mina = { email: "mina.okafor@test.example", first_name: "Wilhelmina", last_name: "Okafor" };

describe("refuseCommonPassword", () => {
  it.each(["password", "12345678", "QWERTYUIOP", "Iloveyou", "handraise"])("refuses %s as common", (password) => {
    expect(() => refuseCommonPassword(password, mina, "new_password")).toThrow(
      expect.objectContaining({
        code: "invalid_input",
        details: [{ param: "new_password", msg: expect.stringContaining("most common"), location: "body" }],
      }),
    );
  });

  it.each(["mina.okafor", "Mina.Okafor@test.example", "wilhelmina", "WilhelminaOkafor", "wilhelmina okafor"])(
    "refuses %s as the person's own",
    (password) => {
      expect(() => refuseCommonPassword(password, mina, "password")).toThrow("password is your own name or address");
    },
  );

  it.each(["correct horse", "password of my own", "handraise 4 ever", "aaaaaaab"])("takes %s", (password) =>
    refuseCommonPassword(password, mina, "password"),
  );
});
