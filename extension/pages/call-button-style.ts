/** All styles of the call button and its card. Only the host needs !important, to win over the page's own rules. */
export const CALL_BUTTON_STYLE = `
:host {
  all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important; display: block !important;
  width: 0 !important; height: 0 !important; margin: 0 !important; padding: 0 !important; border: 0 !important;
  overflow: visible !important; background: none !important; z-index: 2147483647 !important;
  color-scheme: light dark !important; pointer-events: auto !important;
}
* { box-sizing: border-box; }
button { font: inherit; cursor: pointer; border: 0; margin: 0; padding: 0; color: var(--on-accent); background: var(--good); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button[aria-busy="true"] { cursor: progress; background: var(--muted); }
.button, .card {
  --surface: light-dark(oklch(1 0 0), oklch(0.25 0.012 265)); --line: light-dark(oklch(0.9 0.006 265), oklch(0.37 0.014 265));
  --text: light-dark(oklch(0.24 0.02 265), oklch(0.95 0.005 265)); --muted: light-dark(oklch(0.5 0.02 265), oklch(0.72 0.015 265));
  --good: light-dark(oklch(0.52 0.14 150), oklch(0.52 0.14 150)); --accent: light-dark(oklch(0.55 0.17 255), oklch(0.75 0.13 255));
  --on-accent: oklch(1 0 0);
  position: fixed; font: 13px/1.4 system-ui, sans-serif;
}
.button { z-index: 1; width: 28px; height: 28px; border-radius: 50%; display: grid; place-items: center; box-shadow: 0 1px 3px oklch(0 0 0 / 0.3); }
.button:hover { filter: none; background: light-dark(oklch(0.46 0.13 150), oklch(0.58 0.14 150)); }
.button svg { width: 14px; height: 14px; fill: currentColor; display: block; }
.card {
  min-width: 200px; max-width: 300px; padding: 12px; border-radius: 12px; border: 1px solid var(--line);
  background: var(--surface); color: var(--text); box-shadow: 0 8px 24px oklch(0 0 0 / 0.18);
  display: grid; gap: 2px 12px; grid-template-columns: 1fr auto; align-items: center;
}
.card[hidden] { display: none; }
.number { font-size: 15px; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.who, .note { color: var(--muted); grid-column: 1; overflow-wrap: anywhere; }
.note { font-size: 12px; grid-column: 1 / -1; }
.note:empty { display: none; }
.go { grid-column: 2; grid-row: 1 / span 2; height: 32px; padding: 0 14px; border-radius: 16px; font-weight: 600; white-space: nowrap; }
@media (forced-colors: active) { .button, .go { border: 1px solid ButtonText; } }
`;
