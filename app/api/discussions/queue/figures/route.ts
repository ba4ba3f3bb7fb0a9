import { texts } from "#lib/contract/errors.ts";
import { figuresQuery, figuresSchema } from "#lib/contract/queue-figures.ts";
import { route } from "#lib/server/api/route.ts";
import { listFigures } from "#lib/server/discussions/list-figures.ts";

export const GET = route(
  {
    query: figuresQuery,
    answer: figuresSchema,
    refuses: { forbidden: [texts.notOnStaff] },
    message: "Figures by course and video",
  },
  listFigures,
);
