import type { CDPSession, Locator, Page } from 'playwright-core';

const apart = 200;

declare global {
  var keysToPaint: number[] | undefined;
}

/**
 * Notes in a page how long each key takes until a frame shows what it did: another field or cell has the focus, or its own says
 * something else. From the instant of the key itself to after the frame was drawn, in milliseconds.
 */
function watchKeys() {
  const times: number[] = [];
  globalThis.keysToPaint = times;
  const said = (element: Element | null) => (element as HTMLInputElement | null)?.value ?? element?.textContent;
  const afterFrame = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const place = document.activeElement;
      const before = said(place);
      const look = () => {
        if (document.activeElement !== place || said(place) !== before) times.push(performance.now() - timeStamp);
        else afterFrame(look);
      };
      afterFrame(look);
    },
    true,
  );
}

/** Somebody at a keyboard and a mouse who presses at most five times a second; every press counts. */
export class Hand {
  presses = 0;
  private last = 0;

  private constructor(
    private readonly page: Page,
    private readonly keys: CDPSession,
  ) {}

  static async at(page: Page): Promise<Hand> {
    // tsx gives functions their names by a helper that a page does not have.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.addInitScript(watchKeys);
    return new Hand(page, await page.context().newCDPSession(page));
  }

  async click(place: Locator): Promise<void> {
    await place.waitFor();
    await this.turn();
    await place.click();
  }

  /** A key that has a name, so many times. */
  async press(key: string, times = 1): Promise<void> {
    for (let at = 0; at < times; at += 1) {
      await this.turn();
      await this.page.keyboard.press(key);
    }
  }

  /** Letters and digits, each as a key of its own: a Cyrillic one is on no keyboard that Playwright knows. */
  async type(text: string): Promise<void> {
    for (const key of text) {
      await this.turn();
      await this.keys.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key, unmodifiedText: key });
      await this.keys.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
    }
  }

  /** Milliseconds from each key to the frame that shows it. */
  toPaint = (): Promise<number[]> => this.page.evaluate(() => globalThis.keysToPaint ?? []);

  private async turn() {
    const early = this.last + apart - performance.now();
    if (early > 0) await new Promise((next) => setTimeout(next, early));
    this.last = performance.now();
    this.presses += 1;
  }
}
