"use client";
import { Menu } from "radix-ui/internal";
import { type ComponentProps, type RefObject, useEffect, useRef } from "react";
import { cn } from "./cn";

const row =
  "flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-muted [&_svg]:size-4 [&_svg]:shrink-0";

/** The state of a menu, which its trigger holds. */
export type MenuState = {
  /** Of the trigger. */
  id: string;
  open: boolean;
  /** It was opened by a key. The focus then starts on the first item. */
  byKey: boolean;
  setOpen: (open: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
};

type Props = ComponentProps<typeof Menu.Content> & { state: MenuState };

export function MenuWindow({ state: { id, open, byKey, setOpen, trigger }, className, children, onCloseAutoFocus, ...props }: Props) {
  /** Something else was pressed, which has the focus then. */
  const leftByPress = useRef(false);
  return (
    <Menu.Root open={open} onOpenChange={setOpen} modal={false}>
      <Menu.Anchor virtualRef={trigger} />
      {/* In the landmark of its trigger. Elsewhere it would be outside of all of them. */}
      <Menu.Portal container={trigger.current?.closest("main") ?? trigger.current?.closest("header")}>
        <Menu.Content
          sideOffset={6}
          align="end"
          collisionPadding={8}
          id={`${id}-menu`}
          aria-labelledby={id}
          onInteractOutside={(event) => {
            // The trigger closes its menu itself.
            if (event.target instanceof Node && trigger.current?.contains(event.target)) event.preventDefault();
            else leftByPress.current = true;
          }}
          onCloseAutoFocus={(event) => {
            onCloseAutoFocus?.(event);
            if (!event.defaultPrevented && !leftByPress.current) trigger.current?.focus();
            leftByPress.current = false;
            event.preventDefault();
          }}
          className={cn(
            "z-50 max-h-(--radix-popper-available-height) min-w-44 overflow-y-auto rounded-xl border bg-card p-1.5 text-foreground shadow-raised",
            className,
          )}
          {...props}
        >
          {byKey && <FirstItem />}
          {children}
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Focuses the first item. Radix would do so only if it had seen the key. */
function FirstItem() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const items = here.current?.closest("[role=menu]")?.querySelectorAll<HTMLElement>("[role^=menuitem]:not([data-disabled])");
    items?.[0]?.focus({ preventScroll: true });
  }, []);
  return <span ref={here} hidden />;
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Menu.Item>) {
  return <Menu.Item className={cn(row, className)} {...props} />;
}

export function MenuRadioItem({ className, ...props }: ComponentProps<typeof Menu.RadioItem>) {
  return (
    <Menu.RadioItem className={cn(row, "data-[state=checked]:font-semibold data-[state=checked]:text-accent-text", className)} {...props} />
  );
}

export const MenuRadioGroup = Menu.RadioGroup;

export function MenuLabel({ className, ...props }: ComponentProps<typeof Menu.Label>) {
  return <Menu.Label className={cn("px-2.5 pt-2 pb-1 text-muted-foreground text-meta", className)} {...props} />;
}

export function MenuSeparator({ className, ...props }: ComponentProps<typeof Menu.Separator>) {
  return <Menu.Separator className={cn("my-1.5 h-px bg-border", className)} {...props} />;
}
