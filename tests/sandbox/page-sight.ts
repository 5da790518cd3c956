// Chrome's visibility reports to the page part, kept where a test can wait for them: no fixed waiting time covers
// how long Chrome takes to report, least of all on a busy machine.

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
    /** True once the control has been visible, unmoved, for so long; false if it disappeared before that. */
    seen: async (name, ms) => {
      await until(() => controls[name] !== undefined);
      const control = controls[name];
      const isGone = () => !control.element.isConnected || controls[name] !== control;
      await until(() => isGone() || (control.seenAt !== undefined && now() - control.seenAt >= ms));
      return !isGone();
    },
    /** Waits until Chrome's first report on the control, visible or not, is long enough ago to count. */
    looked: (name, ms) => until(() => controls[name]?.lookedAt !== undefined && now() - controls[name].lookedAt >= ms),
    frames: async count => {
      for (let n = 0; n < count; n++) await frame();
    },
  };`;
