import { percentile } from "../report";

/** One figure of a round, and how much of a core the generator itself used while it was taken (1 is a whole one). */
export type Taken<Name extends string> = { figures: Record<Name, number>; generatorShare: number };

/** Takes figures by `act`, and the share of a core that this process used meanwhile. */
export async function taking<Name extends string>(act: () => Promise<Record<Name, number>>): Promise<Taken<Name>> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  const figures = await act();
  const { user, system } = process.cpuUsage(cpu);
  return { figures, generatorShare: (user + system) / 1000 / (performance.now() - from) };
}

/** How far a round's floor may be from the median floor, and how much of a core the load generator may use. */
const bounds = { floorShare: 0.15, generatorShare: 0.8 };

export type Compared<Name extends string> = {
  ours: Record<Name, number>;
  floor: Record<Name, number>;
  /** Rounds that count, and those that don't: their floor moved, or the generator was the limit. */
  rounds: number;
  void: number;
};

/**
 * Measures two things by turns after one round that does not count. Every second round begins with the other one. The figures are medians
 * over the valid rounds. `steady` names the figure of the floor that must not move.
 */
export async function byTurns<Name extends string>(
  { floor, ours, steady }: { floor: () => Promise<Record<Name, number>>; ours: () => Promise<Record<Name, number>>; steady: NoInfer<Name> },
  rounds = 5,
): Promise<Compared<Name>> {
  await floor();
  await ours();
  const taken: { floor: Taken<Name>; ours: Taken<Name> }[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2) {
      const first = await taking(ours);
      taken.push({ ours: first, floor: await taking(floor) });
    } else {
      const first = await taking(floor);
      taken.push({ floor: first, ours: await taking(ours) });
    }
  }
  const usual = percentile(
    taken.map(({ floor: { figures } }) => figures[steady]),
    50,
  );
  const valid = taken.filter(
    ({ floor: { figures }, ours: { generatorShare } }) =>
      Math.abs(figures[steady] / usual - 1) <= bounds.floorShare && generatorShare <= bounds.generatorShare,
  );
  const medians = (of: "floor" | "ours") => {
    const names = Object.keys(taken[0]?.[of].figures ?? {}) as Name[];
    const list = names.map((name) => [
      name,
      percentile(
        valid.map((round) => round[of].figures[name]),
        50,
      ),
    ]);
    return Object.fromEntries(list) as Record<Name, number>;
  };
  return { ours: medians("ours"), floor: medians("floor"), rounds: valid.length, void: taken.length - valid.length };
}
