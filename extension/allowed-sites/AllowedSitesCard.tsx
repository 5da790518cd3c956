import { useEffect } from 'preact/hooks';
import { Rows } from '../ui/list/Rows.tsx';
import type { AllowedSites } from './model.ts';
import { words } from './words.ts';

const siteOf = ({ site }: { readonly site: string }): string => site;

/** For every member who calls: the sites of their workspace, and the browser's permission to read them. */
export const AllowedSitesCard = ({ list }: { list: AllowedSites }) => {
  useEffect(() => void list.load(), [list]);
  const all = list.all.value;
  if (all.length === 0) return null;
  return (
    <section class="card wide" aria-labelledby="allowed-title">
      <div>
        <h2 id="allowed-title">{words.title}</h2>
        <p class="fine">{words.intro}</p>
      </div>
      <Rows items={all} idOf={siteOf}>
        {site => (
          <>
            <p class="row-name">
              <bdi>{site.site}</bdi>
            </p>
            {site.isAllowed ? (
              <p class="fine">{words.allowed}</p>
            ) : (
              <button
                type="button"
                class="button"
                aria-label={words.allowOne(site.site)}
                onClick={() => void list.allow([site])}
              >
                {words.allow}
              </button>
            )}
          </>
        )}
      </Rows>
    </section>
  );
};
