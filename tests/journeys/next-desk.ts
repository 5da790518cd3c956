// The desk for the next journey, in the previous journey's browser if that can be reset.
import type { Rep, Stack } from '../../sandbox/stack.ts';
import {
  clearMachine,
  type Desk,
  killMachine,
  type Machine,
  type Microphone,
  openDesk,
  startMachine,
  stopMachine,
} from './desk.ts';

export type House = {
  readonly stack: Stack;
  nextRep(): Promise<Rep>;
  /** The previous journey's browser, if it is intact. The code that takes it must end it or give it back. */
  takeMachine(): Machine | undefined;
  giveBack(machine: Machine): void;
};

export type Begun = { readonly rep: Rep; readonly machine: Machine; readonly desk: Desk };

/** The pages and workers of a browser, to find out why it is stuck. */
const stateOf = async ({ browser }: Machine): Promise<string> => {
  try {
    const pages = browser.context.pages();
    const texts = pages.map(async page => `${page.url()}: ${await page.locator('body').innerText()}`);
    const session = pages[0] && (await browser.context.newCDPSession(pages[0]));
    const { targetInfos } = (await session?.send('Target.getTargets')) ?? { targetInfos: [] };
    const targets = targetInfos.map(({ type, url }) => `${type} ${url}`);
    return [...targets, ...(await Promise.all(texts))].join('\n  ');
  } catch (error) {
    return `nothing is known (${error})`;
  }
};

export const nextDesk = async (
  house: House,
  microphone: Microphone,
  waitsFor: (what: string) => void,
): Promise<Begun> => {
  let waited = '';
  const waits = (what: string): void => {
    waited = what;
    waitsFor(what);
  };
  const open = async (machine: Machine): Promise<Begun> => {
    const rep = await house.nextRep();
    return { rep, machine, desk: await openDesk(house.stack, rep, machine, waits) };
  };
  const last = house.takeMachine();
  if (last && microphone === 'granted') {
    try {
      await clearMachine(last, waits);
      return await open(last);
    } catch (error) {
      const words = `A browser could not be reset (${waited}): ${error}`;
      process.stderr.write(`${words}\n  ${await stateOf(last)}\n`);
      await killMachine(last);
    }
  } else if (last) {
    // A granted microphone permission cannot be reset to the state before the question.
    await stopMachine(last);
  }
  waits('Chromium with the extension');
  return open(await startMachine(microphone));
};
