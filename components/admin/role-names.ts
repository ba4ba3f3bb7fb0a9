import type { Role } from "#lib/contract/auth.ts";
import { roles } from "#lib/contract/names.ts";

export const roleNames: Record<Role, string> = { student: "Student", lecturer: "Lecturer", admin: "Admin" };

export const roleOptions = roles.map((value) => ({ value, label: roleNames[value] }));
