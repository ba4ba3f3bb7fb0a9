"use client";
import { createContext, type KeyboardEvent, type ReactNode, use, useId } from "react";

type State = { id: string; value: string; onValue: (value: string) => void };
const TabsContext = createContext<State | null>(null);

function useTabs(value: string) {
  const tabs = use(TabsContext);
  if (!tabs) throw new Error("only inside Tabs");
  const { id, onValue } = tabs;
  return { tabId: `${id}-tab-${value}`, panelId: `${id}-panel-${value}`, isShown: tabs.value === value, onValue };
}

type TabsProps = { value: string; onValue: (value: string) => void; className?: string; children: ReactNode };

/** Views of which one is shown. What is in the others is not on the page. */
export function Tabs({ value, onValue, className, children }: TabsProps) {
  return (
    <TabsContext value={{ id: useId(), value, onValue }}>
      <div className={className}>{children}</div>
    </TabsContext>
  );
}

const steps: Record<string, (from: number, count: number) => number> = {
  ArrowRight: (from, count) => (from + 1) % count,
  ArrowLeft: (from, count) => (from - 1 + count) % count,
  Home: () => 0,
  End: (_from, count) => count - 1,
};

/** Arrows choose the tab beside. */
function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const to = tabs[step(tabs.indexOf(event.target as HTMLElement), tabs.length)];
  event.preventDefault();
  to?.focus();
  to?.click();
}

export function TabList({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className={className}>
      {children}
    </div>
  );
}

export function Tab({ value, className, children }: { value: string; className?: string; children: ReactNode }) {
  const { tabId, panelId, isShown, onValue } = useTabs(value);
  return (
    <button
      type="button"
      role="tab"
      id={tabId}
      aria-selected={isShown}
      aria-controls={panelId}
      tabIndex={isShown ? 0 : -1}
      // When the press begins: a field that loses the focus by it may move the tab away before it ends.
      onMouseDown={({ button, ctrlKey }) => button === 0 && !ctrlKey && onValue(value)}
      onClick={() => onValue(value)}
      className={className}
    >
      {children}
    </button>
  );
}

type PanelProps = {
  value: string;
  className?: string /** It holds something else that can be focused. */;
  passed?: boolean;
  children: ReactNode;
};

export function TabPanel({ value, className, passed = false, children }: PanelProps) {
  const { tabId, panelId, isShown } = useTabs(value);
  return (
    <div role="tabpanel" id={panelId} aria-labelledby={tabId} hidden={!isShown} tabIndex={passed ? -1 : 0} className={className}>
      {isShown && children}
    </div>
  );
}
