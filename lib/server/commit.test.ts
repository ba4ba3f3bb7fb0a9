import { afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { makeStudent } from "#lib/testing/factories.ts";
import { commit, commitDeferred, type Unit, withOwnEvents } from "./commit";
import { read, sql, write } from "./db/sql";
import { bus, type OutboundEvent } from "./events/bus";
import { workers } from "./jobs/enqueue";

useTestDatabase();

let published: OutboundEvent[];
let woken: number;
const wake = () => void woken++;
let userId: string;

beforeEach(async () => {
  userId = (await makeStudent({ firstName: "Before" })).user.id;
  published = [];
  woken = 0;
  workers.add(wake);
  bus.listen((events) => published.push(...events));
});
afterEach(() => {
  workers.delete(wake);
  bus.listen(null);
});

const news = (courseId: string): OutboundEvent => ({ to: "all", event: "courses:changed", body: { courseId } });
const rename = ({ tx }: Unit, firstName: string) => tx.$executeRaw`UPDATE users SET first_name = ${firstName} WHERE id = ${userId}::uuid`;
const nameNow = async () => (await read<{ name: string }>(sql`SELECT first_name AS name FROM users WHERE id = ${userId}`))[0]?.name;
const jobs = async () => (await read<{ kind: string }>(sql`SELECT data->>'kind' AS kind FROM pgboss.job`)).map(({ kind }) => kind);
/** Fails as statements do when two transactions were in each other's way. `commit` then runs its work again. */
const collide = ({ tx }: Unit) => tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'in the way' USING ERRCODE = '40001'; END $$");

/** Makes each commit that renames somebody take 0.2 s, and fail for one name, so that tests see what happens before its end. */
beforeAll(async () => {
  await write(sql`CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.first_name = 'Refused' THEN RAISE EXCEPTION 'refused at the commit'; END IF;
      PERFORM pg_sleep(0.2);
      RETURN NULL;
    END $$`);
  await write(sql`CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE OF first_name ON users DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION at_commit()`);
});

describe("commit", () => {
  it("publishes after the commit, once and in order: a listener that reads by another connection sees the change", async () => {
    const seen: Promise<string | undefined>[] = [];
    const calls: OutboundEvent[][] = [];

    bus.listen((events) => {
      calls.push(events);
      seen.push(nameNow());
    });
    const result = await commit(async (unit) => {
      await rename(unit, "After");
      unit.emit(news("first"), news("second"));
      unit.emit(news("third"));
      expect(unit.emitted).toEqual([news("first"), news("second"), news("third")]);
      // On a server another connection can read meanwhile. It sees the old name.
      if (inject("testServer")) expect(await nameNow()).toBe("Before");
      expect(calls).toEqual([]);
      return "done";
    });

    expect(result).toBe("done");
    expect(calls).toEqual([[news("first"), news("second"), news("third")]]);
    expect(await Promise.all(seen)).toEqual(["After"]);
  });

  it("drops what a run emitted and put in line that had to be done again", async () => {
    let runs = 0;

    await commit(async (unit) => {
      runs++;
      expect(unit.emitted).toEqual([]);
      unit.emit(news(`run ${runs}`));
      if (runs === 1) {
        await unit.enqueue("rename-person", { userId });
        await collide(unit);
      }
    });
    expect(runs).toBe(2);
    expect(published).toEqual([news("run 2")]);
    expect(await jobs()).toEqual([]);
    expect(woken).toBe(0);
  });

  it("tells nobody, and wakes nobody, when the work throws, never gets through, or its commit fails", async () => {
    const failing = (fail: (unit: Unit) => Promise<unknown>) =>
      commit(async (unit) => {
        await rename(unit, "Lost");
        unit.emit(news("lost"));
        await unit.enqueue("rename-person", { userId });
        await fail(unit);
      });

    await expect(failing(() => Promise.reject(new Error("thought better of it")))).rejects.toThrow("thought better");
    await expect(failing(collide)).rejects.toThrow();
    await expect(failing((unit) => rename(unit, "Refused"))).rejects.toThrow("refused at the commit");
    expect(published).toEqual([]);
    expect(woken).toBe(0);
    expect(await jobs()).toEqual([]);
    expect(await nameNow()).toBe("Before");
  });

  it("wakes workers once, after the commit, and only when something was put in line", async () => {
    await commit(async (unit) => {
      await rename(unit, "After");
      unit.emit(news("a course"));
    });

    expect(woken).toBe(0);
    await commit(async (unit) => {
      await unit.enqueue("rename-person", { userId });
      await unit.enqueue("forget-person", { userId }, 3);
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
    expect((await jobs()).toSorted()).toEqual(["forget-person", "rename-person"]);
    expect(await read(sql`SELECT priority FROM pgboss.job ORDER BY priority`)).toEqual([{ priority: 0 }, { priority: 3 }]);
  });

  it("holds its news back for who has something to do first", async () => {
    const { result, publishEmitted } = await commitDeferred(async (unit) => {
      unit.emit(news("a course"));
      await unit.enqueue("rename-person", { userId });
      return 1;
    });

    expect([result, await jobs(), published, woken]).toEqual([1, ["rename-person"], [], 0]);

    publishEmitted();
    expect([published, woken]).toEqual([[news("a course")], 1]);
  });

  it("keeps apart what is told later than it is done", async () => {
    await commit(async (unit) => {
      const later = withOwnEvents(unit);
      later.emit(news("done first"));
      await later.enqueue("rename-person", { userId });
      unit.emit(news("told first"));
      expect(unit.emitted).toEqual([news("told first")]);
      unit.emit(...later.emitted);
    });

    expect(published).toEqual([news("told first"), news("done first")]);
    expect(woken).toBe(1);
  });

  it("takes no events any more when it is over, for nobody would hear of them: somebody forgot to await", async () => {
    const unit = await commit(async (unit) => unit);
    expect(() => unit.emit(news("too late"))).toThrow("await everything");
    await expect(unit.enqueue("rename-person", { userId })).rejects.toThrow();
    expect(published).toEqual([]);
  });
});
