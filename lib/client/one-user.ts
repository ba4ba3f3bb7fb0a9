import { createAccessToken } from "./api/access-token";

const name = "handraise:user";

/**
 * Signs a page out when another person signs in, in another tab (`onSignedOut` of ./api). Because a browser has one session for all its
 * tabs, and the page would show one person's inbox and act as the other.
 * @returns how to stop
 */
export function guardAccountSwitch(userId: string): () => void {
  store(userId);
  const look = () => {
    // A page that was slow to open may be the outdated one. The server knows, and `get` signs it out if so.
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
    // The storage is full, or forbidden by the browser. Each page then learns of it at its next handshake.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
