-- How the school presents itself: its name, its logo and its links, on one row. Without the row the product stands under its own name. Expand
-- only: processes of the release before know nothing of it.
CREATE TABLE "school" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT,
    "contact" TEXT,
    "imprint" TEXT,
    "privacy" TEXT,
    "logo" BYTEA,
    "logo_hash" TEXT,
    "logo_width" INTEGER,
    "logo_height" INTEGER,

    CONSTRAINT "school_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "school" ADD CONSTRAINT "school_one" CHECK ("id" = 1);
ALTER TABLE "school" ADD CONSTRAINT "school_logo" CHECK (
    num_nulls("logo", "logo_hash", "logo_width", "logo_height") IN (0, 4) AND octet_length("logo") <= 1048576
);
