// What Chrome tells the page part of what can truly be seen, kept where a test can wait for it: no time of the test's own
// says how long Chrome takes to look, least of all on a busy machine.

/** Runs in the content script's world before the page part; `sight` stays there. */
export const SIGHT = `
  const Observer = globalThis.IntersectionObserver;
  const now = performance.now.bind(performance);
  const controls = {};
  const frame = () => new Promise(resolve => requestAnimationFrame(() => resolve()));
  const isMoved = (a, b) => Math.abs(a.x - b.x) > 2 || Math.abs(a.y - b.y) > 2;
  globalThis.IntersectionObserver = class extends Observer {
    constructor(heard, options) {
      super((entries, observer) => {
        heard(entries, observer);
        for (const { target, isVisible, boundingClientRect } of options?.trackVisibility ? entries : []) {
          const control = controls[target.className];
          if (control?.element !== target) continue;
          control.lookedAt ??= now();
          if (!isVisible) control.seenAt = undefined;
          else if (control.seenAt === undefined || isMoved(control.rect, boundingClientRect)) control.seenAt = now();
          control.rect = boundingClientRect;
        }
      }, options);
    }
    observe(element) {
      controls[element.className] = { element };
      super.observe(element);
    }
  };
  const until = async holds => {
    while (!holds()) await frame();
  };
  globalThis.sight = {
    /** True once the control has been seen, unmoved, for so long; false if it went before that. */
    seen: async (name, ms) => {
      await until(() => controls[name] !== undefined);
      const control = controls[name];
      const isGone = () => !control.element.isConnected || controls[name] !== control;
      await until(() => isGone() || (control.seenAt !== undefined && now() - control.seenAt >= ms));
      return !isGone();
    },
    /** Chrome has looked at the control, whatever it saw, and so long ago that it would count by now. */
    looked: (name, ms) => until(() => controls[name]?.lookedAt !== undefined && now() - controls[name].lookedAt >= ms),
    frames: async count => {
      for (let n = 0; n < count; n++) await frame();
    },
  };`;
