/** The options page as an app: navigation on the left, one section at a time, each with an address of its own. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Capability } from '../../shared/capabilities.ts';
import type { Session } from '../session.ts';
import type { StepUp } from '../step-up/model.ts';
import { StepUpDialog } from '../step-up/StepUpDialog.tsx';
import { ConnectPage } from '../team/desk/ConnectPage.tsx';
import type { Connect } from '../team/desk/model.ts';
import { mayDo } from '../team/may.ts';
import { Dialog } from '../ui/confirm/Dialog.tsx';
import { UnsavedGuard } from '../ui/form/unsaved.ts';
import { Toasts } from '../ui/toasts/Toasts.tsx';
import type { Router } from './router.ts';
import { words } from './words.ts';

export type Section = {
  /** The section's address, without # and slash. */
  readonly id: string;
  readonly group: keyof typeof words.groups;
  readonly title: string;
  /** The capability a member needs to see the section. */
  readonly may: Capability;
  readonly page: (session: Session) => ComponentChildren;
};

type Props = {
  readonly connect: Connect;
  readonly router: Router;
  readonly sections: readonly Section[];
  readonly stepUp: StepUp;
};

const Navigation = ({ sections, current }: { sections: readonly Section[]; current: string | undefined }) => {
  const groups = [...new Set(sections.map(({ group }) => group))];
  return (
    <nav class="side" aria-label={words.navigation}>
      {groups.map(group => (
        <div class="side-group" key={group}>
          <p class="side-title" id={`group-${group}`}>
            {words.groups[group]}
          </p>
          <ul aria-labelledby={`group-${group}`}>
            {sections
              .filter(each => each.group === group)
              .map(({ id, title }) => (
                <li key={id}>
                  <a href={`#/${id}`} aria-current={id === current ? 'page' : undefined}>
                    {title}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
};

/** Asks before unsaved changes are lost. */
const Unsaved = ({ router }: { router: Router }) => (
  <Dialog title={words.unsaved} isOpen={router.asked.value !== null} onClose={router.stay}>
    <div class="acts">
      <button type="button" class="button main" onClick={router.stay}>
        {words.stay}
      </button>
      <button type="button" class="button" onClick={router.leave}>
        {words.leave}
      </button>
    </div>
  </Dialog>
);

const Frame = ({ session, router, sections, stepUp }: Omit<Props, 'connect'> & { session: Session }) => {
  const { workspace } = session.me;
  const seen = sections.filter(({ may }) => mayDo(session.me, may));
  const wanted = router.section.value;
  // Members who run the workspace start at the set-up steps, everybody else at their own browser.
  const home = mayDo(session.me, 'runWorkspace') ? seen[0] : seen.find(({ id }) => id === 'browser');
  const current = wanted === '' ? home : seen.find(({ id }) => id === wanted);
  const page = useRef<HTMLDivElement>(null);
  const title = current?.title ?? '';
  const first = useRef(true);
  useEffect(() => {
    document.title = title ? `${title} · Ringside` : 'Ringside';
    // After following a link, the focus moves to the new section; on arrival, it stays at the top.
    if (!first.current) page.current?.focus({ preventScroll: true });
    first.current = false;
    scrollTo(0, 0);
  }, [title]);
  return (
    <div class="desk">
      <button type="button" class="skip" onClick={() => page.current?.focus()}>
        {words.skip}
      </button>
      <aside class="side-bar">
        <p class="brand">Ringside</p>
        <p class="side-where">
          <bdi>{workspace.name}</bdi>
        </p>
        <Navigation sections={seen} current={current?.id} />
      </aside>
      <main class="desk-page" id="page-content" ref={page} tabIndex={-1}>
        <UnsavedGuard.Provider value={router.guard}>
          {current ? (
            <div key={current.id}>{current.page(session)}</div>
          ) : (
            <p class="card">{words.nothing}</p>
          )}
        </UnsavedGuard.Provider>
      </main>
      <Unsaved router={router} />
      <StepUpDialog stepUp={stepUp} />
      <Toasts />
    </div>
  );
};

/** Asks to connect this browser first; then shows the sections that the signed-in member's role may see. */
export const Desk = ({ connect, router, sections, stepUp }: Props) => {
  useEffect(() => void connect.load(), [connect]);
  const session = connect.session.value;
  if (session === undefined) return null;
  if (session) return <Frame session={session} router={router} sections={sections} stepUp={stepUp} />;
  return (
    <div class="alone">
      <header class="brand">Ringside</header>
      <main>
        <ConnectPage connect={connect} />
      </main>
    </div>
  );
};
