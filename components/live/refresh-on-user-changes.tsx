"use client";
import { usePageRefresh } from "./use-page-refresh";
import { useUsersChanged } from "./use-users-changed";

/** Asks the server for the page anew when anything about people changed. For pages that show them and have no live state of their own. */
export function RefreshOnUserChanges() {
  const refresh = usePageRefresh();
  useUsersChanged(() => refresh(0));
  return null;
}
