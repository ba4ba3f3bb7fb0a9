import { preferencesBody, preferencesSchema } from "#lib/contract/preferences";
import { route } from "#lib/server/api/route";
import { getPreferences, setPreferences } from "#lib/server/notifications/preferences";

export const GET = route({ answer: preferencesSchema, message: "Preferences" }, getPreferences);
export const PUT = route({ body: preferencesBody, answer: preferencesSchema, message: "Preferences saved" }, setPreferences);
