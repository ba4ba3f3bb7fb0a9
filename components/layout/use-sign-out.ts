import { api } from "#lib/client/api/api.ts";
import { useLeave } from "../live/realtime-provider";
import { settleAll } from "../outbox/undoable";

/** Signs out, and goes to the sign-in. */
export function useSignOut(): () => Promise<void> {
  const leave = useLeave();
  return async () => {
    await settleAll();
    leave();
    // Even without an answer: the login page shows the true state.
    await api("POST", "/api/auth/logout").catch(() => undefined);
    window.location.assign("/login");
  };
}
