/** A person and a key: confirming with a passkey. */
export function PasskeyIcon() {
  return (
    <svg className="i" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <circle cx="7" cy="7.5" r="3.5" />
      <path d="M1.8 17c.3-2.8 2.2-4.5 5.2-4.5 1 0 1.9.2 2.6.5M14.5 11.3V18l1.5-1.5M14.5 14.5H16" />
      <circle cx="14.5" cy="9" r="2.3" />
    </svg>
  );
}
