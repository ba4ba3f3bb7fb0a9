"use client";
import { usePageRefresh } from "./use-page-refresh";
import { useUsersChanged } from "./use-users-changed";

/** Reloads the page from the server when anything about people changed. For pages without live state of their own. */
export function RefreshOnUserChanges() {
  const refresh = usePageRefresh();
  useUsersChanged(() => refresh(0));
  return null;
}
