/** The options page as an app: navigation on the left, one page at a time, each with an address of its own. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../session.ts';
import { UnsavedGuard } from '../ui/form/unsaved.ts';
import { Toasts } from '../ui/toasts/Toasts.tsx';
import { LazyPart } from './LazyPart.tsx';
import { landingOf } from './landing.ts';
import { lazy } from './lazy.ts';
import { Navigation } from './Navigation.tsx';
import type { Pages } from './pages.ts';
import type { Router } from './router.ts';
import type { Section, SignIn } from './section.ts';
import { Unsaved } from './Unsaved.tsx';
import { words } from './words.ts';

type Props = { readonly signIn: SignIn; readonly router: Router; readonly pages: Pages };

/** The page in the address; without one, the page where this member lands, once that is known. */
const useCurrent = (router: Router, seen: readonly Section[]) => {
  const wanted = router.section.value;
  const [landing, setLanding] = useState<Section | undefined>(undefined);
  const ids = seen.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (wanted !== '') return;
    let isLeft = false;
    void landingOf(seen).then(found => {
      if (!isLeft) setLanding(found);
    });
    return () => {
      isLeft = true;
    };
  }, [wanted, ids]);
  const current = seen.find(section => (wanted === '' ? section === landing : section.id === wanted));
  return { current, isLanding: wanted === '' && !current };
};

/** A new page starts at its top, and names the tab. */
const useArrival = (title: string) => {
  const page = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = title ? `${title} · Ringside` : 'Ringside';
    scrollTo(0, 0);
    if (!title) return;
    // After following a link, the focus moves to the new page; on arrival, it stays at the top.
    if (!isFirst.current) page.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [title]);
  return page;
};

const Frame = ({ session, router, pages }: Omit<Props, 'signIn'> & { session: Session }) => {
  const seen = pages.sections.filter(({ may }) => session.me.may.includes(may));
  const { current, isLanding } = useCurrent(router, seen);
  const page = useArrival(current?.title ?? '');
  return (
    <div class="desk">
      <button type="button" class="skip" onClick={() => page.current?.focus()}>
        {words.skip}
      </button>
      <aside class="side-bar">
        <p class="brand">Ringside</p>
        <p class="side-where">
          <bdi>{session.me.workspace.name}</bdi>
        </p>
        <Navigation sections={seen} current={current} />
      </aside>
      <main class="desk-page" id="page-content" ref={page} tabIndex={-1}>
        {current ? (
          <div class="page" key={current.id}>
            <UnsavedGuard.Provider value={router.guard}>
              <LazyPart of={pages.of(current)}>{show => show(session)}</LazyPart>
            </UnsavedGuard.Provider>
          </div>
        ) : (
          <p class={isLanding ? 'fine' : 'card'} aria-busy={isLanding}>
            {isLanding ? `${words.loading}…` : words.nothing}
          </p>
        )}
      </main>
      <Unsaved router={router} />
      <Toasts />
    </div>
  );
};

/** Asks to sign in first; then shows the pages that the signed-in member's role may see. */
export const Desk = ({ signIn, router, pages }: Props) => {
  useEffect(() => void signIn.load(), [signIn]);
  const [signInPage] = useState(() => lazy(signIn.loadPage));
  const session = signIn.session.value;
  if (session === undefined) return null;
  if (session) return <Frame session={session} router={router} pages={pages} />;
  return (
    <div class="alone">
      <header class="brand">Ringside</header>
      <main>
        <LazyPart of={signInPage}>{show => show()}</LazyPart>
      </main>
    </div>
  );
};
