import { z } from "zod";
import { email, password, text } from "./fields";
import { limits } from "./limits";

export const roles = ["student", "lecturer", "admin"] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

export const userSchema = z.strictObject({
  id: z.guid(),
  email: z.string(),
  role: roleSchema,
  first_name: z.string(),
  last_name: z.string(),
  created_at: z.iso.datetime({ precision: 3 }),
});
export type User = z.infer<typeof userSchema>;

export const tokensSchema = z.strictObject({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.number().int().positive(),
});
export type Tokens = z.infer<typeof tokensSchema>;

export const registerBody = z.strictObject({
  email,
  password: password(limits.passwordMin, limits.passwordMax),
  first_name: text(1, limits.nameMax),
  last_name: text(1, limits.nameMax),
});
export type RegisterBody = z.infer<typeof registerBody>;

/** Login accepts any text: whether it is an address or a password that exists must not show in the answer. */
export const loginBody = z.strictObject({
  email: z.string().min(1, "must not be empty").max(1000),
  password: z.string().min(1, "must not be empty").max(4096),
});
export type LoginBody = z.infer<typeof loginBody>;

export const refreshBody = z.strictObject({ refresh_token: z.string().min(1, "must not be empty").max(1000) });
export type RefreshBody = z.infer<typeof refreshBody>;

export const logoutBody = z.strictObject({ refresh_token: z.string().min(1).max(1000).optional() });
export type LogoutBody = z.infer<typeof logoutBody>;

export type SignedIn = { user: User; tokens: Tokens };
export type Me = { user: User; tokens: { access_token: string; expires_in: number } };
