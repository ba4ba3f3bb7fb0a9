"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { canLeave } from "../forms/can-leave";
import { cn } from "../ui/cn";
import { groupItems, type Item, paletteItems, searchItems } from "./palette-items";
import type { Viewer } from "./places";
import { chooseTheme } from "./theme";
import { useModal } from "./use-modal";
import { usePaletteItems } from "./use-palette-items";
import { useSignOut } from "./use-sign-out";

type Props = Viewer & { open: boolean; onOpenChange: (open: boolean) => void; onShortcuts: () => void };

/** The command palette: goes to a page, a course or a recent discussion, and does what is done from anywhere. */
export function PaletteWindow({ open, onOpenChange, ...rest }: Props) {
  return open && <Shown {...rest} onClose={() => onOpenChange(false)} />;
}

function Shown(props: PaletteProps) {
  const dialog = useModal(props.onClose);
  return (
    // Into the body, where no style of the header reaches it. As large as the screen: a press on it is one beside what it shows.
    createPortal(
      <dialog
        ref={dialog}
        // biome-ignore lint/a11y/noRedundantRoles: the keys of the pages look for it.
        role="dialog"
        aria-label="Go to a page, course or recent discussion"
        className="fixed inset-0 m-0 size-full max-h-none max-w-none bg-transparent p-0 text-foreground backdrop:bg-black/50"
      >
        <div className="mx-auto mt-4 flex max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-xl tall:mt-[12dvh] tall:max-h-[70dvh] flex-col overflow-hidden rounded-xl border bg-background shadow-lg">
          <Palette {...props} />
        </div>
      </dialog>,
      document.body,
    )
  );
}

const none: Item[] = [];
const listClass = "min-h-0 flex-1 overflow-y-auto overscroll-contain p-2";

type PaletteProps = Viewer & { onShortcuts: () => void; onClose: () => void };

function Palette({ role, teaches, onShortcuts, onClose }: PaletteProps) {
  const router = useRouter();
  const signOut = useSignOut();
  const palette = usePaletteItems();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const items = searchItems([...paletteItems({ role, teaches }), ...palette.items], text);
  /** The field comes first, and takes what is typed at once; the list follows. */
  const listed = useDeferredValue(items, none);
  const here = Math.min(at, items.length - 1);
  const chosen = items[here];
  const optionId = (index: number) => `${id}-${index}`;

  const run = ({ act }: Item) => {
    onClose();
    if (act.kind === "go") canLeave() && router.push(act.href);
    else if (act.kind === "theme") chooseTheme(act.theme);
    else if (act.kind === "keys") onShortcuts();
    else void signOut();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) setAt((here + step + items.length) % items.length);
    else if (event.key === "Enter" && chosen && !event.nativeEvent.isComposing) run(chosen);
    else return;
    event.preventDefault();
  };
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${here}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, here]);

  return (
    <>
      <input
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen && optionId(here)}
        aria-autocomplete="list"
        aria-label="Search pages, courses and discussions"
        placeholder="Where to?"
        autoComplete="off"
        dir="auto"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="h-13 w-full shrink-0 border-b bg-transparent px-4 text-base outline-none"
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className={listClass}>
        {groupItems(listed).map(({ group, from, some }) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a listbox.
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <p id={`${id}-${group}`} className="px-2.5 pt-2 pb-1 font-medium text-muted-foreground text-meta">
              {group}
            </p>
            {some.map((item, index) => (
              <Option
                key={item.key}
                id={optionId(from + index)}
                item={item}
                isHere={from + index === here}
                onHover={() => setAt(from + index)}
                onRun={() => run(item)}
              />
            ))}
          </div>
        ))}
      </div>
      <p role="status" className="border-t px-4 py-2 text-muted-foreground text-sm empty:hidden">
        {palette.problem ??
          (items.length === 0 && (palette.loading ? "Looking…" : "No page, course or recent discussion has these words."))}
      </p>
    </>
  );
}

type OptionProps = { id: string; item: Item; isHere: boolean; onHover: () => void; onRun: () => void };

function Option({ id, item: { icon: Icon, label, note }, isHere, onHover, onRun }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys and the focus.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isHere}
      onPointerMove={() => !isHere && onHover()}
      onClick={onRun}
      className={cn("flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-2.5 text-sm", isHere && "bg-muted")}
    >
      <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {label}
      </span>
      {note && (
        <span dir="auto" className="max-w-[40%] shrink-0 truncate text-muted-foreground text-meta">
          {note}
        </span>
      )}
    </div>
  );
}
