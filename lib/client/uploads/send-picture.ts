import type { Envelope } from "#lib/contract/errors.ts";
import type { Image } from "#lib/contract/images.ts";
import { knownTexts } from "#lib/contract/known-texts.ts";
import { limits } from "#lib/contract/limits.ts";
import { picturesPath } from "#lib/contract/picture-address.ts";
import { ApiError, notifySignedOut } from "../api/api";
import { actionProblem } from "../api/problems";

/** Why a picture was not taken, in words for its sender. */
class PictureProblem extends Error {}

export const pictureProblem = (error: unknown): string => {
  if (error instanceof PictureProblem) return `${error.message}.`;
  if (error instanceof ApiError && error.status === 0) return navigator.onLine ? "No connection to the server." : "You’re offline.";
  const problem = actionProblem(error);
  return problem.endsWith(".") ? problem : `${problem}.`;
};

type Options = { signal: AbortSignal /** From 0 to 1. */; onProgress: (share: number) => void };

/** Uploads a picture for a message. A larger file than the server takes is made smaller first. @throws what `pictureProblem` reads */
export async function sendPicture(file: Blob, options: Options): Promise<Image> {
  const fitting = file.size > limits.imageBytes ? await smaller(file) : file;
  options.signal.throwIfAborted();
  return post(fitting, options);
}

/** A photo of a phone as large as it is kept anyway. */
async function smaller(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => null);
  const made = picture && (await drawn(picture, picture.width, picture.height));
  picture?.close();
  if (!made || made.size > limits.imageBytes) throw new PictureProblem(knownTexts.pictureTooLarge);
  return made;
}

/** A picture as a JPEG no larger than the server keeps. @throws SecurityError for one of another origin */
export async function drawn(source: CanvasImageSource, width: number, height: number): Promise<Blob | null> {
  const scale = Math.min(1, limits.imageSide / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
}

/** By XMLHttpRequest, because fetch tells no progress. */
function post(file: Blob, { signal, onProgress }: Options): Promise<Image> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const lost = () => reject(new ApiError(0, "No connection to the server"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = () => reject(signal.reason);
    request.onload = () => {
      const envelope = read(request.responseText);
      if (envelope?.success) return resolve(envelope.data);
      if (request.status === 401) notifySignedOut();
      reject(new ApiError(request.status, envelope?.error ?? "The server couldn’t answer", envelope?.details ?? []));
    };
    request.open("POST", picturesPath);
    request.setRequestHeader("accept", "application/json");
    request.timeout = 120_000;
    request.send(file);
  });
}

function read(text: string): Envelope<Image> | null {
  try {
    return JSON.parse(text) as Envelope<Image>;
  } catch {
    return null;
  }
}
