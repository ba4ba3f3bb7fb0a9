"use client";
import { Broken, type BrokenProps } from "#components/layout/broken";
import "./globals.css";

/** In place of the outermost layout when that itself broke, so it brings the document. */
export default function GlobalErrorPage(props: BrokenProps) {
  return (
    <html lang="en" data-theme="system">
      <body className="min-h-dvh">
        <title>Something went wrong · Handraise</title>
        <main>
          <Broken {...props} />
        </main>
      </body>
    </html>
  );
}
