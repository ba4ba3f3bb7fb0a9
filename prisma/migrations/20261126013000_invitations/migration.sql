-- What became of each person's invitation, and of the mail server. Expand only: processes of the release before go on beside new ones; what
-- they do is written down later, from their jobs and the audit log (lib/server/auth/catch-up-invitations.ts).
CREATE TABLE "invitations" (
    "user_id" UUID NOT NULL,
    "link_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "mail" TEXT NOT NULL DEFAULT 'none',
    "mail_at" TIMESTAMPTZ(3),
    "mail_problem" TEXT,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("user_id")
);
CREATE UNIQUE INDEX "invitations_link" ON "invitations"("link_id");
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_mail" CHECK ("mail" IN ('none', 'waiting', 'sent', 'failed'));

CREATE TABLE "mail_server" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "problem" TEXT,

    CONSTRAINT "mail_server_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "mail_server" ADD CONSTRAINT "mail_server_one" CHECK ("id" = 1);

-- Links that ran out are gone by now: whoever has none and never chose a password was invited last when the audit log says so.
INSERT INTO "invitations" ("user_id", "link_id", "expires_at")
SELECT u."id", gen_random_uuid(), max(a."at") + interval '7 days'
FROM "users" u JOIN "audit_log" a ON a."target_id" = u."id" AND a."action" IN ('user/created', 'link/made')
WHERE u."password_hash" IS NULL AND u."deleted_at" IS NULL
  AND NOT EXISTS (SELECT 1 FROM "one_time_links" l WHERE l."user_id" = u."id")
GROUP BY u."id";
