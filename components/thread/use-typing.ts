import { useCallback, useEffect, useState } from "react";

/** After the last key press so long (ms), somebody has stopped typing without sending. */
const typingMs = 5000;

/** Who is typing in a thread. */
export function useTyping() {
  const [typing, setTyping] = useState<{ name: string; at: number } | null>(null);
  useEffect(() => {
    if (!typing) return;
    const timer = setTimeout(() => setTyping(null), typingMs);
    return () => clearTimeout(timer);
  }, [typing]);
  const isTyping = useCallback((name: string) => setTyping({ name, at: Date.now() }), []);
  const hasStopped = useCallback(() => setTyping(null), []);
  return { typing, isTyping, hasStopped };
}
