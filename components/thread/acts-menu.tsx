"use client";
import { Ellipsis, type LucideIcon } from "lucide-react";
import { useRef, useState } from "react";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { toast } from "#components/ui/toast.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";

export type MenuAct = {
  label: string;
  Icon: LucideIcon;
  run: () => void | Promise<void>;
  /** Opens a field, which takes the focus. */
  opensField?: boolean;
  /** Asks before it is done. */
  ask?: { title: string; text: string; action: string; destructive?: boolean };
};

type Props = { what: "message" | "question" | "announcement"; acts: MenuAct[] };

/** The acts on a message or a discussion, behind one button. */
export function ActsMenu({ what, acts }: Props) {
  const [asked, setAsked] = useState<MenuAct | null>(null);
  const [asking, setAsking] = useState(false);
  const editing = useRef(false);
  const opener = useRef<HTMLButtonElement>(null);
  const select = (act: MenuAct) => {
    if (act.ask) {
      setAsked(act);
      setAsking(true);
      return;
    }
    editing.current = act.opensField === true;
    void (async () => act.run())().catch((error: unknown) => toast.error(actionProblem(error)));
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger
          ref={opener}
          className="grid size-8 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
          aria-label={`More about this ${what}`}
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </DropdownMenuTrigger>
        <DropdownMenuContent
          align="end"
          onCloseAutoFocus={(event) => {
            // The field that opens takes the focus, and not the button, which is gone by then.
            if (editing.current) event.preventDefault();
            editing.current = false;
          }}
        >
          {acts.map((act) => (
            <DropdownMenuItem key={act.label} onSelect={() => select(act)}>
              <act.Icon className="size-4" aria-hidden="true" />
              {act.label}
            </DropdownMenuItem>
          ))}
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
          onConfirm={async () => asked.run()}
          opener={opener}
        />
      )}
    </>
  );
}
