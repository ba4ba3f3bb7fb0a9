import { afterEach, beforeEach } from "vitest";
import { listen, type OutboundEvent } from "#lib/server/events/bus";

type Told = Extract<OutboundEvent, { to: "user" }>;

/**
 * Collects what is published during each test of a file; `to` gives what someone's inbox was told, `lists` whose lists were told to ask again.
 */
export function usePublished(): { facts: OutboundEvent[]; to: (userId: string) => Told[]; lists: () => string[] } {
  const facts: OutboundEvent[] = [];
  beforeEach(() => {
    facts.length = 0;
    listen((published) => facts.push(...published));
  });
  afterEach(() => listen(null));
  return {
    facts,
    to: (userId) => facts.filter((fact) => fact.to === "user").filter((fact) => fact.userId === userId && fact.event !== "courses:changed"),
    lists: () =>
      facts
        .filter((fact) => fact.to === "user")
        .filter((fact) => fact.event === "courses:changed")
        .map((fact) => fact.userId),
  };
}
