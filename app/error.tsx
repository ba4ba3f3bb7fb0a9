"use client";
import { ErrorScreen, type ErrorScreenProps } from "#components/layout/error-screen.tsx";

/** Outside the frame of the signed-in pages, so it has its own landmark. */
export default function ErrorPage(props: ErrorScreenProps) {
  return (
    <main>
      <ErrorScreen {...props} />
    </main>
  );
}
