import { texts } from "#lib/contract/errors.ts";
import { logoParams } from "#lib/contract/school.ts";
import { route } from "#lib/server/api/route.ts";
import { serveLogo } from "#lib/server/settings/serve-logo.ts";

export const GET = route(
  {
    auth: "none",
    params: logoParams,
    missing: texts.noLogo,
    answer: { file: "image/png" },
    refuses: { not_found: [texts.noLogo] },
    message: "Logo",
  },
  serveLogo,
);
