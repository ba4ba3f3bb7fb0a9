"use client";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useRef, useState } from "react";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { ConfirmDialog } from "../forms/confirm-dialog";

export type MessageAct = "edit" | "delete";

type Props = { acts: MessageAct[]; what?: "message" | "question"; onEdit: () => void; onDelete: () => Promise<void> };

/** The acts on a message, behind one button. Deleting asks first. */
export function MessageMenu({ acts, what = "message", onEdit, onDelete }: Props) {
  const [asking, setAsking] = useState(false);
  const editing = useRef(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <DropdownMenu modal={false}>
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
          {acts.includes("edit") && (
            <DropdownMenuItem
              onSelect={() => {
                editing.current = true;
                onEdit();
              }}
            >
              <Pencil className="size-4" aria-hidden="true" />
              Edit
            </DropdownMenuItem>
          )}
          {acts.includes("delete") && (
            <DropdownMenuItem onSelect={() => setAsking(true)}>
              <Trash2 className="size-4" aria-hidden="true" />
              Delete
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={what === "question" ? "Delete this question?" : "Delete this message?"}
        text={what === "question" ? "This deletes the question and all replies for both of you." : "This deletes it for both of you."}
        action="Delete"
        onConfirm={onDelete}
        opener={opener}
      />
    </>
  );
}
