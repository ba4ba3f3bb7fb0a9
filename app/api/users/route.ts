import { createUserBody, listUsersQuery } from "#lib/contract/users";
import { route } from "#lib/server/http";
import { createAccount } from "#lib/server/users/create-account";
import { listUsers } from "#lib/server/users/list-users";

export const GET = route({ query: listUsersQuery, roles: ["admin"], page: true, message: "Users" }, listUsers);
export const POST = route({ body: createUserBody, roles: ["admin"], status: 201, message: "Account created" }, createAccount);
