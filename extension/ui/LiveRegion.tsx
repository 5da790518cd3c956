/** Announces a change to screen readers. One per page, always in the document. */
export const LiveRegion = ({ says }: { says: string }) => (
  <div class="unseen" role="status" aria-live="polite" aria-atomic="true">
    {says}
  </div>
);
