/** Asks Chrome for the microphone, once per click, and notices a change made in Chrome's settings. */
import { signal } from '@preact/signals';

export type Grant =
  | 'checking'
  | 'ask'
  /** Chrome's own question is open. */
  | 'asking'
  | 'granted'
  /** Closed without an answer: Chrome asks again on the next click. */
  | 'dismissed'
  /** Chrome does not ask again automatically. */
  | 'refused'
  /** The operating system does not let Chrome use the microphone. */
  | 'refused_by_system'
  | 'no_device'
  | 'busy';

/** What the page needs from the browser. */
export type Browser = {
  readonly permission: () => Promise<Pick<PermissionStatus, 'state' | 'addEventListener'>>;
  readonly openMicrophone: () => Promise<{ getTracks: () => readonly { stop: () => void }[] }>;
  readonly tellPhone: () => Promise<unknown>;
  readonly openSiteSettings: () => void;
  readonly close: () => void;
};

const CLOSE_AFTER_MS = 1500;

const causeOf = (error: unknown): Grant => {
  if (!(error instanceof DOMException)) return 'busy';
  switch (error.name) {
    case 'NotFoundError':
      return 'no_device';
    case 'NotAllowedError':
      // Chrome tells these three apart only in the message.
      if (/dismissed/i.test(error.message)) return 'dismissed';
      return /system/i.test(error.message) ? 'refused_by_system' : 'refused';
    default:
      return 'busy';
  }
};

export const createGrant = (browser: Browser) => {
  const grant = signal<Grant>('checking');

  const goOn = async () => {
    grant.value = 'granted';
    await browser.tellPhone();
    setTimeout(browser.close, CLOSE_AFTER_MS);
  };

  const ask = async () => {
    if (grant.value === 'asking' || grant.value === 'granted') return;
    grant.value = 'asking';
    try {
      const stream = await browser.openMicrophone();
      for (const track of stream.getTracks()) track.stop();
    } catch (error) {
      grant.value = causeOf(error);
      return;
    }
    await goOn();
  };

  /** A permission does not mean that there is a microphone, so one is opened to check. */
  const start = async () => {
    const permission = await browser.permission();
    permission.addEventListener('change', () => {
      if (permission.state === 'granted') void ask();
    });
    if (permission.state === 'granted') await ask();
    else grant.value = permission.state === 'denied' ? 'refused' : 'ask';
  };

  return { grant, ask, start, openSiteSettings: browser.openSiteSettings };
};
