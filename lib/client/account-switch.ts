import { createAccessToken } from "./api/access-token";
import { load, save } from "./storage";

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

/** In a browser that stores nothing, each page learns of somebody else with its next handshake. */
function store(userId: string): void {
  if (stored() !== userId) save(name, userId);
}

const stored = (): string | null => load(name);
