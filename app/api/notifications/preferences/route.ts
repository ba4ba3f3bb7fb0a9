import { preferencesBody, preferencesSchema } from "#lib/contract/preferences.ts";
import { route } from "#lib/server/api/route.ts";
import { getPreferences, setPreferences } from "#lib/server/notifications/preferences.ts";

export const GET = route({ answer: preferencesSchema, message: "Preferences" }, getPreferences);
export const PUT = route({ body: preferencesBody, answer: preferencesSchema, message: "Preferences saved" }, setPreferences);
