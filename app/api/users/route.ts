import { texts } from "#lib/contract/errors";
import { createdUserSchema, createUserBody, listedUserSchema, listUsersQuery } from "#lib/contract/users";
import { route } from "#lib/server/api/route";
import { createAccount } from "#lib/server/users/create-account";
import { listUsers } from "#lib/server/users/list-users";

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
