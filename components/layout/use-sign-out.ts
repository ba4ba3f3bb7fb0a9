import { api } from "#lib/client/api/api.ts";
import { useLeave } from "../live/realtime-provider";
import { commitAll } from "../outbox/defer-with-undo";

/** Signs out, and goes to the sign-in. */
export function useSignOut(): () => Promise<void> {
  const leave = useLeave();
  return async () => {
    await commitAll();
    leave();
    // Even without an answer: the login page shows the true state.
    await api("POST", "/api/auth/logout").catch(() => undefined);
    window.location.assign("/login");
  };
}
