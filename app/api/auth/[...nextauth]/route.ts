import { browserSignIn } from "#lib/server/auth/browser-sign-in";

export { browserSignIn as GET, browserSignIn as POST };
