import { createAccessToken } from "./api/access-token";

const name = "handraise:user";

/**
 * A browser has one session for all its tabs. When somebody else signs in, in another tab, the pages of the one before are told that they are
 * signed out (`onSignedOut` of ./api), at once: they would go on showing one person's inbox and act as the other. Returns how to stop.
 */
export function guardAccountSwitch(userId: string): () => void {
  store(userId);
  const look = () => {
    // A page that was slow to open may be the one that is wrong: the server knows, and `get` says so when it is us.
    if (stored() !== userId)
      createAccessToken(userId)
        .get()
        .then(() => store(userId))
        .catch(() => {});
  };
  const listen = ({ key }: StorageEvent) => key === name && look();
  // Pages in the back-forward cache hear nothing of what is stored meanwhile.
  const shown = ({ persisted }: PageTransitionEvent) => persisted && look();
  window.addEventListener("storage", listen);
  window.addEventListener("pageshow", shown);
  return () => {
    window.removeEventListener("storage", listen);
    window.removeEventListener("pageshow", shown);
  };
}

function store(userId: string): void {
  try {
    if (stored() !== userId) localStorage.setItem(name, userId);
  } catch {
    // Full, or forbidden by the browser: then each page learns of it with its next handshake.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
