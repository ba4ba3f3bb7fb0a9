import { type Bar, pause } from "../report";
import { type Device, judge, openDeviceNow } from "./device";
import { verdictText, whole } from "./report";
import { makeWorld } from "./world";
import { stored, writeFor } from "./writer";

/** R8: devices come and go while people write, and one of them marks everything as read again and again. */
export const r8: Bar = async (quick) => {
  const world = await makeWorld({ processes: 2, people: 3 });
  const devices: Device[] = [];
  try {
    let writing = true;
    const arriving = (async () => {
      while (writing) {
        await pause(50 + Math.random() * 100);
        const pair = world.pairs[devices.length % world.pairs.length];
        if (pair) devices.push(await openDeviceNow(world, pair));
        if (devices.length > 60) devices.shift()?.close();
      }
    })();
    let marks = 0;
    const marking = (async () => {
      while (writing) {
        await pause(Math.random() * 60);
        const device = devices[Math.floor(Math.random() * devices.length)];
        const url = world.apps[marks++ % 2]?.url;
        if (!device || !url) continue;
        await fetch(`${url}/api/notifications/read`, {
          method: "POST",
          headers: { authorization: `Bearer ${device.pair.lecturer.token}`, "content-type": "application/json" },
          body: JSON.stringify({ up_to_seq: device.store.getState().seq }),
        });
      }
    })();
    const written = await writeFor(world, 40, quick ? 6 : 30);
    writing = false;
    await Promise.all([arriving, marking]);
    const from = Date.now();
    const verdict = { ...(await judge(world, devices)), ...(await stored(world, written)) };
    const settled = Date.now() - from;
    return {
      pass: whole(verdict) && (quick || settled <= 1000 + 20 * devices.length),
      result: `${marks} marks during ${written.acknowledged.size} arrivals, ${devices.length} devices; ${verdictText(verdict)}; equal ${settled} ms after quiet`,
    };
  } finally {
    for (const device of devices) device.close();
    await world.stop();
  }
};
