/** Says a change aloud to those who do not see it. One per page, always in the document. */
export const LiveRegion = ({ says }: { says: string }) => (
  <div class="unseen" role="status" aria-live="polite" aria-atomic="true">
    {says}
  </div>
);
