import { threadParams, voteSchema } from "#lib/contract/discussions.ts";
import { texts } from "#lib/contract/errors.ts";
import { route } from "#lib/server/api/route.ts";
import { unvote, vote } from "#lib/server/discussions/votes.ts";

const path = {
  params: threadParams,
  missing: texts.threadNotFound,
  answer: voteSchema,
  refuses: {
    forbidden: [texts.ownVote, texts.cannotView, texts.notAllowed],
    conflict: [texts.noVotesHere, texts.archivedVotes],
  },
};

export const PUT = route({ ...path, message: "Counted" }, vote);
export const DELETE = route({ ...path, message: "Taken back" }, unvote);
