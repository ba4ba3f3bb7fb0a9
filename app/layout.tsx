import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { isTheme } from "#components/layout/theme.ts";
import { school } from "#lib/server/school.ts";
import { figtree } from "./fonts";
import "./globals.css";

/** What all pages say of themselves; their titles end with the school's name, or the product's without one. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  const { name } = await school();
  const ours = name ?? "Handraise";
  return {
    title: { default: ours, template: `%s · ${ours}` },
    applicationName: ours,
    description: "Ask the moment you get stuck in a lecture.",
    icons: {
      icon: [
        { url: "/favicon.ico", sizes: "32x32" },
        { url: "/icon.svg", type: "image/svg+xml" },
      ],
      apple: "/apple-icon.png",
    },
  };
}

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
