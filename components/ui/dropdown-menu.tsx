"use client";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import type { MenuItem, MenuLabel, MenuRadioGroup, MenuRadioItem, MenuSeparator, MenuState, MenuWindow } from "./menu-window";
import { type OnDemand, onDemand, useOpened } from "./on-demand";
import { useWindow } from "./open-part";

const parts = onDemand(() => import("./menu-window"));

type MenuContextValue = MenuState & { openByKey: () => void };
const MenuContext = createContext<MenuContextValue | null>(null);

function useMenu(): MenuContextValue {
  const menu = use(MenuContext);
  if (!menu) throw new Error("only inside DropdownMenu");
  return menu;
}

/**
 * A button with a menu, which does not lock the page. The button is there at once; the menu loads when the page is idle, or when it is
 * opened.
 */
export function DropdownMenu({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [byKey, setByKey] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const change = (to: boolean) => {
    setByKey(false);
    setOpen(to);
  };
  const openByKey = () => {
    setByKey(true);
    setOpen(true);
  };
  return <MenuContext value={{ open, byKey, setOpen: change, openByKey, trigger, id: useId() }}>{children}</MenuContext>;
}

type TriggerProps = Omit<ComponentProps<"button">, "ref"> & { ref?: RefObject<HTMLButtonElement | null> };

export function DropdownMenuTrigger({ ref, ...props }: TriggerProps) {
  const { open, setOpen, openByKey, trigger, id } = useMenu();
  const shown = parts.use() !== null && open;
  useImperativeHandle(ref, () => trigger.current as HTMLButtonElement);
  const load = () => void parts.load().catch(() => undefined);
  return (
    <button
      type="button"
      id={id}
      aria-haspopup="menu"
      aria-expanded={shown}
      aria-controls={shown ? `${id}-menu` : undefined}
      aria-busy={open && !shown}
      onPointerEnter={load}
      onFocus={load}
      onClick={() => setOpen(!open)}
      onKeyDown={(event) => {
        if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
        event.preventDefault();
        if (!event.repeat) openByKey();
      }}
      // Firefox would click once the key is up.
      onKeyUp={(event) => event.key === " " && event.preventDefault()}
      // Who went on meanwhile is not called back.
      onBlur={() => open && !shown && setOpen(false)}
      {...props}
      ref={trigger}
    />
  );
}

type ContentProps = Omit<ComponentProps<typeof MenuWindow>, "state"> & {
  /** What its items need, if they load on demand as well. */ needs?: OnDemand<unknown>;
};

export function DropdownMenuContent({ needs = parts, ...props }: ContentProps) {
  const { id, open, byKey, setOpen, trigger } = useMenu();
  const loaded = useWindow(parts, open, () => setOpen(false));
  const isWhole = useOpened(needs, open, () => setOpen(false)) !== null;
  return loaded && isWhole && <loaded.MenuWindow state={{ id, open, byKey, setOpen, trigger }} {...props} />;
}

export function DropdownMenuItem(props: ComponentProps<typeof MenuItem>) {
  const loaded = parts.use();
  return loaded && <loaded.MenuItem {...props} />;
}

export function DropdownMenuRadioGroup(props: ComponentProps<typeof MenuRadioGroup>) {
  const loaded = parts.use();
  return loaded && <loaded.MenuRadioGroup {...props} />;
}

export function DropdownMenuRadioItem(props: ComponentProps<typeof MenuRadioItem>) {
  const loaded = parts.use();
  return loaded && <loaded.MenuRadioItem {...props} />;
}

export function DropdownMenuLabel(props: ComponentProps<typeof MenuLabel>) {
  const loaded = parts.use();
  return loaded && <loaded.MenuLabel {...props} />;
}

export function DropdownMenuSeparator(props: ComponentProps<typeof MenuSeparator>) {
  const loaded = parts.use();
  return loaded && <loaded.MenuSeparator {...props} />;
}
