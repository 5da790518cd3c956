import { render } from 'preact';
import { follow } from './ask.ts';
import { Events } from './Events.tsx';
import { Join } from './Join.tsx';
import { Legs } from './Legs.tsx';
import { PhonePanel } from './PhonePanel.tsx';
import { RingForm } from './RingForm.tsx';
import { isLost, live, problem } from './state.ts';
import { Weather } from './Weather.tsx';

const Head = () => (
  <header class="head">
    <h1>Phone network</h1>
    <p class="about">
      No real person is called.{live.value?.account ? ` Account ${live.value.account}` : ''}
    </p>
    {isLost.value && (
      <p class="alarm" role="alert">
        The network does not answer. This page keeps trying.
      </p>
    )}
    {problem.value !== '' && (
      <p class="alarm" role="alert">
        {problem.value}
        <button type="button" class="plain" onClick={() => (problem.value = '')}>
          Dismiss
        </button>
      </p>
    )}
  </header>
);

/** A telephone on another device sees only itself. */
const Guest = () => (
  <>
    <Head />
    <PhonePanel />
  </>
);

const Desk = () => (
  <>
    <Head />
    <div class="columns">
      <div class="side">
        <PhonePanel />
        <Join />
        <RingForm />
        <Weather />
      </div>
      <Legs />
      <Events />
    </div>
  </>
);

const App = () => {
  if (live.value) return live.value.isGuest ? <Guest /> : <Desk />;
  return (
    <p class="starting">
      {isLost.value ? 'The network does not answer. This page keeps trying.' : 'Starting …'}
    </p>
  );
};

const root = document.getElementById('app');
if (root) {
  root.textContent = '';
  render(<App />, root);
  follow();
}
