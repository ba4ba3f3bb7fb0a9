"use client";
import { ErrorScreen, type ErrorScreenProps } from "#components/layout/error-screen.tsx";
import "./globals.css";

/** Replaces the outermost layout when that itself failed, so it has the whole document. */
export default function GlobalErrorPage(props: ErrorScreenProps) {
  return (
    <html lang="en" data-theme="system">
      <body className="min-h-dvh">
        <title>Something went wrong · Handraise</title>
        <main>
          <ErrorScreen {...props} />
        </main>
      </body>
    </html>
  );
}
