-- From which network (an IPv4 address, an IPv6 network of 64 bits) a session was opened: networks that an account was signed in from are not
-- slowed down by guesses from elsewhere. What processes of the version before write has none.
ALTER TABLE "sessions" ADD COLUMN "network" TEXT;

-- An IPv4 address is its own network. IPv6 ones are known anew from the next sign-in on.
UPDATE "sessions" SET "network" = "ip" WHERE "ip" ~ '^[0-9.]+$';

CREATE INDEX "sessions_networks" ON "sessions"("user_id", "network");
