"use client";
import { useRefresh } from "./use-refresh";
import { useUsersChanged } from "./use-users-changed";

/** Asks the server for the page anew when anything about people changed. For pages that show them and have no live state of their own. */
export function UsersRefresh() {
  const refresh = useRefresh();
  useUsersChanged(() => refresh(0));
  return null;
}
