import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { isTheme } from "#components/layout/theme.ts";
import { figtree } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Handraise", template: "%s · Handraise" },
  description: "Ask the moment you get stuck in a lecture.",
  icons: {
    icon: [
      { url: "/favicon.ico", sizes: "32x32" },
      { url: "/icon.svg", type: "image/svg+xml" },
    ],
    apple: "/apple-icon.png",
  },
};

export const viewport: Viewport = {
  // A phone's keyboard makes the page lower instead of covering it, so that a field in use stays visible.
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fdfcf9" },
    { media: "(prefers-color-scheme: dark)", color: "#14161a" },
  ],
};

/** The theme is in the first byte of the page, so nothing flashes; CSS handles "system". */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = (await cookies()).get("theme")?.value;
  return (
    <html lang="en" className={figtree.variable} data-theme={isTheme(chosen) ? chosen : "system"}>
      <body className="min-h-dvh">{children}</body>
    </html>
  );
}
