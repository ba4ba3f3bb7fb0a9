import { partsOf } from "./question-parts";
import type { QueueItem } from "./queue";

/** What of a question decides what it folds with. */
export type FoldItem = Pick<
  QueueItem,
  "id" | "answer_state" | "claim" | "code_snippet" | "created_at" | "student_id" | "video_id" | "video_timestamp_seconds" | "visibility"
> & { latest_message: Pick<QueueItem["latest_message"], "content" | "created_at"> };

/** One question, or several that ask the same. */
export type Fold<Item> = {
  id: string;
  items: Item[] /** Several are answered together; one that is left of them stays so. */;
  isFold: boolean;
};

/** The name of a fold, after its first question. */
export const foldId = (first: string | undefined): string => `fold:${first}`;

/** The questions that are unfolded on screen. None joins them meanwhile, because what is sent goes to those that were seen. */
export type Unfolded = { id: string; ids: ReadonlySet<string> };

/** How far apart equal questions are at most, in seconds of the video. */
export const nearSeconds = 15;

/** The share of their words that two equal questions have in common, and how many these are at least. */
const sharedRatio = 0.6;
const sharedWordsMin = 3;
/**
 * Longer questions are equal when they are the same text, and a fold takes only so many different ones; so comparing costs bounded time.
 */
const wordsMax = 40;
const foldsMax = 100;
const textsMax = 50;

/** Words that turn a question into another one: they have to be the same, in the same order. */
const turns = new Set("no not never none without why how when where what which who whose".split(" "));
/** Words that most questions have. */
const fillers = new Set(
  `the an is are was were be been do does did to of in on at it its this that these those and or so too also just here there then than can
  could would should will i we you my me your please with for from as if but has have had get gets hi hello thanks`.split(/\s+/),
);

const token = /`[^`\n]+`|[\p{L}\p{M}\p{N}_]+(?:['’]\p{L}+)?|[=<>+*/%&|^~]+/gu;
const notPlain = /[^\p{L}\p{M}'’]/u;
const negated = /n(?:['’]t|not)$/;
const isCode = (word: string) => word.startsWith("`");
const ending = /(?:ing|ed|es|e|s)$/;

/** What a question says. Of thousands most are told apart by their `turns`, so the rest is worked out when it is asked for. */
class Wording {
  private readonly lower: string;
  private readonly others: string[] = [];
  private readonly marks: string[] = [];
  private cachedWords: { text: string; words: ReadonlySet<string>; names: number } | null = null;

  constructor(prose: string) {
    this.lower = prose.normalize("NFKC").toLowerCase();
    for (const word of this.lower.match(token) ?? []) {
      const isName = word.length === 1 ? word !== "i" : notPlain.test(word);
      if (isName || turns.has(word) || negated.test(word)) this.marks.push(isCode(word) ? word.slice(1, -1).replace(/\s+/g, " ") : word);
      else if (!fillers.has(word)) this.others.push(word);
    }
  }

  /** The words that have to be the same in the same order: names, numbers, negations and question words. */
  get turns(): string {
    return this.marks.join(" ");
  }
  /** All that was written, but for case, spaces and stops. */
  get text(): string {
    return this.whole.text;
  }
  get words(): ReadonlySet<string> {
    return this.whole.words;
  }
  /** How many names and numbers there are. */
  get names(): number {
    return this.whole.names;
  }

  private get whole() {
    this.cachedWords ??= {
      text: this.lower
        .split(/[\s.,;:!?]+/)
        .filter(Boolean)
        .join(" "),
      words: new Set(this.others.map((word) => (word.length < 5 ? word : word.replace(ending, "")))),
      names: new Set(this.marks.filter((mark) => !turns.has(mark))).size,
    };
    return this.cachedWords;
  }
}

/** Whether two questions with the same turns ask the same, by their words. When in doubt they don't. */
function areAlike(one: Wording, other: Wording): boolean {
  if (one.text === other.text) return one.text !== "";
  if (Math.max(one.words.size, other.words.size) > wordsMax) return false;
  let shared = 0;
  for (const word of one.words) if (other.words.has(word)) shared++;
  const all = one.words.size + other.words.size - shared;
  if (shared + one.names < sharedWordsMin || shared / all < sharedRatio) return false;
  // A list to a tuple is not a tuple to a list.
  const inOrder = (words: Wording, of: Wording) => [...words.words].filter((word) => of.words.has(word)).join(" ");
  return inOrder(one, other) === inOrder(other, one);
}

/** What has to be the same before words are compared; null for a question that stands for itself. */
function kindOf(item: FoldItem, code: string[], wording: Wording): string | null {
  const isPlain = item.answer_state === "unanswered" && !item.claim && item.latest_message.created_at === item.created_at;
  if (!isPlain || item.video_id === null || item.video_timestamp_seconds === null) return null;
  return JSON.stringify([
    item.video_id,
    item.visibility,
    wording.turns,
    [...code, item.code_snippet ?? ""].map((block) => block.replace(/\s+/g, " ").trim()),
  ]);
}

type Read = { kind: string | null; wording: Wording };
const known = new WeakMap<FoldItem, Read>();

function read(item: FoldItem): Read {
  const cached = known.get(item);
  if (cached) return cached;
  const { prose, code } = partsOf(item.latest_message.content);
  const wording = new Wording(prose);
  const fresh = { kind: kindOf(item, code, wording), wording };
  known.set(item, fresh);
  return fresh;
}

/** `texts`: those of its questions that differ. */
type Growing<Item> = { fold: Fold<Item>; texts: Wording[]; students: Set<string>; from: number; to: number };

const has = (texts: readonly Wording[], own: Wording) => own.text !== "" && texts.some(({ text }) => text === own.text);

function joins({ texts, students, from, to }: Growing<FoldItem>, item: FoldItem, seconds: number, own: Wording): boolean {
  // One for each student, so that a fold says how many they are.
  if (students.has(item.student_id)) return false;
  if (Math.max(to, seconds) - Math.min(from, seconds) > nearSeconds) return false;
  // A text that is there already is like all the others.
  return has(texts, own) || (texts.length < textsMax && texts.every((each) => areAlike(each, own)));
}

/**
 * The queue, or its beginning, as folds. Questions fold, at the place of the one that waits longest, when they are by different students,
 * about the same video at most 15 s apart, seen by the same people, with the same code or none, without a follow-up, a claim or a
 * classmate's answer, and alike: either the same text, or most of their words are the same in the same order, together with every negation,
 * question word, number and name of a variable. Each of a fold is like each other one of it. `apart` stand for themselves whatever they
 * say. What comes later in the queue changes nothing before it, so the folds of a beginning are the beginnings of the folds.
 */
export function foldQuestions<Item extends FoldItem>(
  items: readonly Item[],
  apart: ReadonlySet<string> = new Set(),
  unfolded: Unfolded | null = null,
): Fold<Item>[] {
  const folds: Fold<Item>[] = [];
  const growing = new Map<string, Growing<Item>[]>();
  let seen: Fold<Item> | null = null;
  for (const item of items) {
    const alone: Fold<Item> = { id: item.id, items: [item], isFold: false };
    // Somebody answers it meanwhile.
    if (unfolded?.ids.has(item.id) && !apart.has(item.id) && !item.claim) {
      if (seen) {
        seen.items.push(item);
        continue;
      }
      seen = { ...alone, id: unfolded.id, isFold: true };
      folds.push(seen);
      continue;
    }
    const { kind, wording } = read(item);
    const seconds = item.video_timestamp_seconds;
    if (kind === null || seconds === null || apart.has(item.id)) {
      folds.push(alone);
      continue;
    }
    const alike = growing.get(kind) ?? [];
    growing.set(kind, alike);
    const found = alike.find((each) => joins(each, item, seconds, wording));
    if (!found) {
      folds.push(alone);
      if (alike.length < foldsMax)
        alike.push({
          fold: alone,
          texts: [wording],
          students: new Set([item.student_id]),
          from: seconds,
          to: seconds,
        });
      continue;
    }
    Object.assign(found.fold, { id: foldId(found.fold.items[0]?.id), isFold: true });
    found.fold.items.push(item);
    Object.assign(found, { from: Math.min(found.from, seconds), to: Math.max(found.to, seconds) });
    if (!has(found.texts, wording)) found.texts.push(wording);
    found.students.add(item.student_id);
  }
  return folds;
}
