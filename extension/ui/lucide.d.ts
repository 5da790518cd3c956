/** One icon per file: importing them from the package's index would load all of its two thousand icons in tests. */
declare module 'lucide/dist/esm/icons/*.mjs' {
  const node: import('./Icon.tsx').IconNode;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports it.
  export default node;
}
