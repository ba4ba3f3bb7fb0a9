/** The raised hand. Hidden from screen readers, because the name is beside it. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <rect width="64" height="64" rx="15" fill="#d97706" />
      <g fill="none" stroke="#fffaf3" strokeLinecap="round" strokeWidth="6">
        <path d="M22.5 33V17.5M30 31V12.5M37.5 31V14.5M45 34V20.5M16 33.5l6 8" />
      </g>
      <path d="M19.500 31h28.500v8.500c0 8.500-5.500 14-13.500 14-6.500 0-10.500-2.500-13.500-7.500l-3.500-6z" fill="#fffaf3" />
    </svg>
  );
}
