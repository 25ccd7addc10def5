import { z } from 'zod';

/** What looks at stored files: clamd over TCP, or a program that ends with 0 (clean) or 1 (infected). */
export type Scanner = { host: string; port: number } | { command: readonly string[] };

const Command = z.array(z.string().min(1)).min(1);

/** REGISO_SCANNER: `clamd://host:3310`, or a JSON list with `{file}` in it: `["clamscan", "--no-summary", "{file}"]`. */
export const scannerSetting = z.string().transform((text, at): Scanner => {
  const address = /^clamd:\/\/([^/:\s]+)(?::(\d{1,5}))?$/.exec(text);
  if (address?.[1]) return { host: address[1], port: Number(address[2] ?? 3310) };
  try {
    const command = Command.parse(JSON.parse(text));
    if (command.some((arg) => arg.includes('{file}'))) return { command };
  } catch {
    // Said below.
  }
  at.addIssue({ code: 'custom', message: 'is written clamd://host:3310 or as a JSON list with "{file}" in it' });
  return z.NEVER;
});
