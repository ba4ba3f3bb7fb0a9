import { type Role, roles } from "#lib/contract/auth";

export const roleNames: Record<Role, string> = { student: "Student", lecturer: "Lecturer", admin: "Admin" };

export const roleOptions = roles.map((value) => ({ value, label: roleNames[value] }));
