import { browserSignIn } from "#lib/server/auth/browser-sign-in.ts";

export { browserSignIn as GET, browserSignIn as POST };
