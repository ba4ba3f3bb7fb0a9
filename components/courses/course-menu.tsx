"use client";
import { LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem } from "#components/ui/dropdown-menu.tsx";
import { Name } from "#components/ui/name.tsx";
import { api } from "#lib/client/api/api.ts";
import { ConfirmDialog } from "../forms/confirm-dialog";
import { MoreTrigger } from "../ui/more-trigger";

/** What a student can do with a course as a whole, behind one button: leave it, which is asked about first. */
export function CourseMenu({ courseId, title }: { courseId: string; title: string }) {
  const router = useRouter();
  const [leaving, setLeaving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <DropdownMenu>
        <MoreTrigger opener={opener} of={title} />
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setLeaving(true)}>
            <LogOut aria-hidden="true" />
            Leave course…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmDialog
        open={leaving}
        onOpenChange={setLeaving}
        title={
          <>
            Leave <Name>{title}</Name>?
          </>
        }
        text="You can’t watch its lectures or ask about them until you enrol again. If the course asks for a code, you’ll need it. Your questions stay."
        action="Leave course"
        onConfirm={async () => {
          await api("DELETE", `/api/courses/${courseId}/enrollment`);
          router.refresh();
        }}
        opener={opener}
        takesOpener
      />
    </>
  );
}
