import { preferencesBody } from "#lib/contract/preferences";
import { route } from "#lib/server/http";
import { getPreferences, setPreferences } from "#lib/server/notifications/preferences";

export const GET = route({ message: "Preferences" }, getPreferences);
export const PUT = route({ body: preferencesBody, message: "Preferences saved" }, setPreferences);
