"use client";
import { ErrorScreen, type ErrorScreenProps } from "#components/layout/error-screen";
import "./globals.css";

/** In place of the outermost layout when that itself broke, so it brings the document. */
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
