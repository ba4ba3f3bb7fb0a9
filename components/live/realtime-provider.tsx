"use client";
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useState } from "react";
import { useStore } from "zustand";
import { guardAccountSwitch } from "#lib/client/account-switch.ts";
import { onSignedOut } from "#lib/client/api/api.ts";
import type { Connection, ConnectionStatus } from "#lib/client/connection.ts";
import type { InboxState } from "#lib/client/inbox/inbox-state.ts";
import { createInboxStore, type InboxStore } from "#lib/client/inbox/inbox-store.ts";
import { createSync, type Sync } from "#lib/client/inbox/sync.ts";
import { createSocketSource, type SocketSource } from "#lib/client/socket-source.ts";
import type { User } from "#lib/contract/auth.ts";
import type { InboxPage, NotificationEvent } from "#lib/contract/notifications.ts";
import { loadWhenIdle, loadWithRetries, onDemand } from "../ui/on-demand";
import { SignedOutDialog } from "./signed-out-dialog";

const wire = onDemand(() => import("./connect"));
// Not when the page is idle, but at once: without it the page is not live.
if (typeof window !== "undefined") void wire.load().catch(() => undefined);

type Realtime = { user: User; inbox: InboxStore; sync: Sync; sockets: SocketSource; leave: () => void };
const RealtimeContext = createContext<Realtime | null>(null);

type Props = {
  user: User;
  /** The first page of the inbox, unfiltered. */
  initial: InboxPage;
  /** Connects the page at once. Tests bring a socket of their own. */
  connect?: typeof import("./connect").connect;
  children: ReactNode;
};

/** Everything live on a signed-in user's page: one inbox and one socket, kept equal to the server. Mount it once, around all such pages. */
export function RealtimeProvider({ user, initial, connect, children }: Props) {
  const [{ inbox, sync, sockets }] = useState(() => {
    const inbox = createInboxStore(initial);
    return { inbox, sync: createSync(inbox), sockets: createSocketSource() };
  });
  const [signedOut, setSignedOut] = useState(false);
  /** True once the user signs out on purpose, so that nothing is said about it. */
  const [left, setLeft] = useState(false);

  useEffect(() => onSignedOut(() => setSignedOut(true)), []);
  useEffect(loadWhenIdle, []);
  const ended = signedOut || left;
  useEffect(() => (ended ? undefined : guardAccountSwitch(user.id)), [user.id, ended]);
  useEffect(() => {
    if (ended) return;
    const page = { userId: user.id, sync, sockets };
    if (connect) return connect(page);
    let disconnect = sync.awaitSocket();
    const stopLoading = loadWithRetries(wire, ({ connect }) => {
      disconnect();
      disconnect = connect(page);
    });
    return () => {
      stopLoading();
      disconnect();
    };
  }, [user.id, sync, sockets, connect, ended]);

  const value = useMemo(() => ({ user, inbox, sync, sockets, leave: () => setLeft(true) }), [user, inbox, sync, sockets]);
  return (
    <RealtimeContext value={value}>
      {children}
      <SignedOutDialog open={signedOut && !left} />
    </RealtimeContext>
  );
}

function useRealtime(): Realtime {
  const realtime = useContext(RealtimeContext);
  if (!realtime) throw new Error("only inside RealtimeProvider");
  return realtime;
}

/** The signed-in user. */
export const useUser = (): User => useRealtime().user;

/** A part of the inbox. The selector must return the same value while nothing changed: wrap one that builds objects in `useShallow`. */
export const useInbox = <Part,>(selector: (inbox: InboxState) => Part): Part => useStore(useRealtime().inbox, selector);

/** The inbox itself, to act on (`#lib/client/inbox/mark`). */
export const useInboxStore = (): InboxStore => useRealtime().inbox;

/** Where an effect of a part gets the page's socket. */
export const useSockets = (): SocketSource => useRealtime().sockets;

/** What the lists of a page hear of the news. */
export const useSources = (): Pick<Realtime, "inbox" | "sync" | "sockets"> => useRealtime();

/** What to show of the connection: "live" also during interruptions under 5 s. */
export const useConnection = (): ConnectionStatus => useStore(useRealtime().sync.connection, statusOf);
const statusOf = ({ status }: Connection) => status;

/** When the page was last known to be up to date (ms since 1970). */
export const useUpToDateAt = (): number => useStore(useRealtime().sync.connection, sinceOf);
const sinceOf = ({ since }: Connection) => since;

/** Calls `listener` for every live notification, once, receipts (`thread_read`) included. Not for what a catch-up brings. */
export function useOnNotification(listener: (notification: NotificationEvent) => void): void {
  useListener(useRealtime().sync.onLive, listener);
}

/** Calls `listener` after every catch-up, however short the interruption, because other lists may be behind. */
export function useOnCaughtUp(listener: (newCount: number) => void): void {
  useListener(useRealtime().sync.onCaughtUp, listener);
}

/** Closes the socket before signing out on purpose, so that no dialog says "You were signed out". */
export const useLeave = (): (() => void) => useRealtime().leave;

function useListener<Value>(listen: (listener: (value: Value) => void) => () => void, listener: (value: Value) => void): void {
  const onValue = useEffectEvent(listener);
  useEffect(() => listen((value) => onValue(value)), [listen]);
}
