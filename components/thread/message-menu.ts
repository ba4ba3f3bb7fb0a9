import { Award, CircleCheck, CircleMinus, Link, Pencil, Trash2 } from "lucide-react";
import type { MenuAct } from "./acts-menu";
import type { Judgement, MessageAct } from "./message-acts";

const judgements: Record<Judgement, Pick<MenuAct, "label" | "Icon">> = {
  accept: { label: "Accept this answer", Icon: CircleCheck },
  unaccept: { label: "No longer accept", Icon: CircleMinus },
  endorse: { label: "Endorse this answer", Icon: Award },
  unendorse: { label: "No longer endorse", Icon: CircleMinus },
};

type MenuHandlers = {
  /** The path that leads to the message. */
  path: string;
  edit: () => void;
  remove?: () => Promise<void>;
  judge?: (act: Judgement) => Promise<void>;
};

/** What may be done with a message, or with the question as one, as its menu has it. */
export const menuOf = (acts: MessageAct[], { path, edit, remove, judge }: MenuHandlers): MenuAct[] =>
  acts.map((act) => {
    if (act === "copy") return { label: "Copy link", Icon: Link, copies: path };
    if (act === "edit") return { label: "Edit", Icon: Pencil, opensField: true, run: edit };
    if (act !== "delete") return { ...judgements[act], run: () => judge?.(act) };
    const ask = { title: "Delete this message?", text: "This deletes it for everyone.", action: "Delete", destructive: true };
    return { label: "Delete", Icon: Trash2, run: () => remove?.(), ask };
  });
