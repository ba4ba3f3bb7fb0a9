import type { ListedUser, UserParams } from "#lib/contract/users.ts";
import { requireUser } from "../people/require-user";

/** `GET /api/users/:id`, for admins. @throws AppError not_found */
export const getUser = ({ params }: { params: UserParams }): Promise<ListedUser> => requireUser(params.id);
