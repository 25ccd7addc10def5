import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const onThisMachine = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// The package is ESM-only, so a process of its own unpacks it and names the file.
const fromPackage = () =>
  execFileSync(
    process.execPath,
    [
      '-e',
      "import('@sparticuz/chromium').then(async ({ default: chromium }) => console.log(await chromium.executablePath()))",
    ],
    { encoding: 'utf8' },
  ).trim();

/** A headless Chromium: the machine's own, else the one that comes with npm. */
export function openBrowser(): Promise<Browser> {
  const executablePath = onThisMachine.find(existsSync) ?? fromPackage();
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}
