import { afterEach, beforeEach } from "vitest";
import { bus, type OutboundEvent } from "#lib/server/events/bus";

type Told = Extract<OutboundEvent, { to: "user" }>;

/**
 * Collects what is published during each test of a file. `to` gives what someone's inbox was told, `lists` whose lists were told to ask
 * again; `clear` forgets what came before.
 */
export function usePublished(): { facts: OutboundEvent[]; to: (userId: string) => Told[]; lists: () => string[]; clear: () => void } {
  const facts: OutboundEvent[] = [];
  const clear = () => void facts.splice(0);
  beforeEach(() => {
    clear();
    bus.listen((published) => facts.push(...published));
  });
  afterEach(() => bus.listen(null));
  return {
    facts,
    clear,
    to: (userId) => facts.filter((fact) => fact.to === "user").filter((fact) => fact.userId === userId && fact.event !== "courses:changed"),
    lists: () =>
      facts
        .filter((fact) => fact.to === "user")
        .filter((fact) => fact.event === "courses:changed")
        .map((fact) => fact.userId),
  };
}
