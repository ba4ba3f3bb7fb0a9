"use client";
import { Button } from "#components/ui/button.tsx";
import { busyDigest } from "#lib/contract/busy.ts";

/** The props of Next's error pages. `retry` asks the server again; Next's `reset` would show the same answer once more. */
export type ErrorScreenProps = { error: Error & { digest?: string }; retry: () => void };

/** The page for an unexpected error, or for a server that is too busy. It offers to try again. Drafts are kept elsewhere. */
export function ErrorScreen({ error, retry }: ErrorScreenProps) {
  const isBusy = error.digest === busyDigest;
  return (
    <div role="alert" className="mx-auto grid min-h-[60dvh] max-w-md content-center justify-items-center gap-3 px-5 text-center">
      <h1 className="page-title">{isBusy ? "Handraise is very busy right now" : "Something went wrong on our side"}</h1>
      <p className="text-muted-foreground">
        {isBusy
          ? "Nothing you wrote is lost. Try again in a few seconds."
          : `Nothing you wrote is lost. Try again. If it keeps happening, let us know${error.digest ? ` and mention ${error.digest}` : ""}.`}
      </p>
      <Button type="button" className="mt-3" onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
