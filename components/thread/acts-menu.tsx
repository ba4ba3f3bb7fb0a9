"use client";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import type { OnDemand } from "#components/ui/on-demand.ts";
import { toast } from "#components/ui/toast.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { Link } from "../ui/link";
import { useCopyLink } from "../ui/use-copy-link";

export type MenuAct = {
  label: ReactNode;
  Icon: LucideIcon;
  /** Opens a field, which takes the focus. */
  opensField?: boolean;
  /** Asks before it is done. */
  ask?: { title: string; text: string; action: string; destructive?: boolean };
} & (
  | { run: () => void | Promise<void> }
  | { /** The page it leads to. */ href: string }
  | { /** The path whose link it copies. */ copies: string }
);

type Props<Part> = {
  /** The name of the button. */
  label: string;
  /** What it shows beside its dots. Without it the button is one of many. */
  text?: string;
  /** What says which acts there are. It loads when the page is idle, or when the menu is opened. */
  parts: OnDemand<Part>;
  acts: (part: Part) => MenuAct[];
  opener?: RefObject<HTMLButtonElement | null>;
};

/** The acts on a message or a discussion, behind one button. */
export function ActsMenu<Part>({ label, text, parts, acts, opener: openerProp }: Props<Part>) {
  const part = parts.use();
  const [asked, setAsked] = useState<MenuAct | null>(null);
  const [asking, setAsking] = useState(false);
  const opensField = useRef(false);
  const own = useRef<HTMLButtonElement>(null);
  const opener = openerProp ?? own;
  const { copy, window } = useCopyLink(opener);
  const carryOut = async (act: MenuAct) => {
    if ("run" in act) await act.run();
    if ("copies" in act) copy(act.copies);
  };
  const select = (act: MenuAct) => {
    if (act.ask) {
      setAsked(act);
      setAsking(true);
      return;
    }
    opensField.current = act.opensField === true;
    carryOut(act).catch((error: unknown) => toast.error(actionProblem(error)));
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger ref={opener} className={text === undefined ? quiet : named} aria-label={label}>
          <Ellipsis className="size-4" aria-hidden="true" />
          {text}
        </DropdownMenuTrigger>
        <DropdownMenuContent
          needs={parts}
          align="end"
          className="max-w-[min(20rem,100vw-1rem)]"
          onCloseAutoFocus={(event) => {
            // The field that opens takes the focus, and not the button, which is gone by then.
            if (opensField.current) event.preventDefault();
            opensField.current = false;
          }}
        >
          {part !== null && acts(part).map((act, at) => <Item key={at} act={act} onSelect={() => select(act)} />)}
        </DropdownMenuContent>
      </DropdownMenu>
      {asked?.ask && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={asked.ask.title}
          text={asked.ask.text}
          action={asked.ask.action}
          destructive={asked.ask.destructive ?? false}
          onConfirm={() => carryOut(asked)}
          opener={opener}
        />
      )}
      {window}
    </>
  );
}

const quiet = "grid size-8 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground";
const named = buttonClass({ size: "sm", variant: "outline" });

function Item({ act, onSelect }: { act: MenuAct; onSelect: () => void }) {
  const content = (
    <>
      <act.Icon className="size-4" aria-hidden="true" />
      <span className="min-w-0 break-words">{act.label}</span>
    </>
  );
  if ("href" in act)
    return (
      <DropdownMenuItem asChild>
        <Link href={act.href}>{content}</Link>
      </DropdownMenuItem>
    );
  return <DropdownMenuItem onSelect={onSelect}>{content}</DropdownMenuItem>;
}
