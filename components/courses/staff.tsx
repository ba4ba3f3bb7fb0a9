"use client";
import { Name } from "#components/ui/name.tsx";
import type { StaffMember } from "#lib/contract/class.ts";
import { Avatar } from "../ui/avatar";
import { counted } from "../ui/counted";
import { AddStaff } from "./add-staff";
import { StaffMenu } from "./staff-menu";
import { staffPartNames } from "./staff-part-names";

type Props = {
  courseId: string;
  staff: StaffMember[];
  /** The reader's id. */
  me: string;
  /** They may change the staff. */
  runs: boolean;
  /** The course is theirs, and so theirs to give away. */
  isOwner: boolean;
};

/** Who teaches a course. The people who run it may change that. */
export function Staff({ courseId, staff, me, runs, isOwner }: Props) {
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6">
      <p className="max-w-[70ch] text-muted-foreground leading-relaxed">
        Lecturers and assistants see and answer every question. Only lecturers change lectures, staff, roster and settings.
      </p>
      {runs && <AddStaff courseId={courseId} />}
      <section aria-labelledby="team" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="team" className="font-semibold text-lg">
          Team
        </h2>
        <p role="status" className="text-muted-foreground text-sm tabular-nums">
          {counted(staff.length, "person teaches", "people teach")} this course
        </p>
        <ul className="divide-y rounded-xl border bg-card">
          {staff.map((member) => (
            <li key={member.user_id} className="flex items-center gap-3 px-4 py-3">
              <Avatar name={member.name} />
              <div className="min-w-0 flex-1 text-sm">
                <p className="flex min-w-0 items-center gap-2">
                  <span className="truncate font-medium">
                    <Name>{member.name}</Name>
                  </span>
                  {member.user_id === me && <span className="shrink-0 text-muted-foreground">(you)</span>}
                </p>
                {member.email && <p className="truncate text-muted-foreground">{member.email}</p>}
                <p className="text-muted-foreground text-meta">
                  {staffPartNames[member.part]}
                  {member.owner && " · Owner of the course"}
                </p>
              </div>
              {runs && !member.owner && (
                <StaffMenu courseId={courseId} member={member} isMe={member.user_id === me} canGiveAway={isOwner} />
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
