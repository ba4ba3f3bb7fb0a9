import { texts } from "#lib/contract/errors.ts";
import { createdUserSchema, createUserBody, listedUserSchema, listUsersQuery } from "#lib/contract/users.ts";
import { route } from "#lib/server/api/route.ts";
import { createAccount } from "#lib/server/users/create-account.ts";
import { listUsers } from "#lib/server/users/list-users.ts";

export const GET = route({ query: listUsersQuery, roles: ["admin"], page: true, answer: listedUserSchema, message: "Users" }, listUsers);
export const POST = route(
  {
    body: createUserBody,
    roles: ["admin"],
    status: 201,
    answer: createdUserSchema,
    refuses: { conflict: [texts.emailTaken] },
    message: "Account created",
  },
  createAccount,
);
