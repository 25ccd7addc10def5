export type CommandInput = {
  args: readonly string[];
  options: Readonly<Record<string, string | boolean | undefined>>;
  /** Shows a bar on a terminal, JSON lines otherwise. */
  progress(share: number, step: string): void;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
};

/** The command was not written as it should be: `regiso` ends with code 2 instead of 1. */
export class UsageError extends Error {}

/** A command of `regiso`. Runs with the services up and the plugins installed; what it returns is printed. */
export type Command = {
  /** One or two words: `warehouse status`. */
  readonly name: string;
  readonly title: string;
  readonly args?: readonly { name: string; title: string; optional?: boolean }[];
  readonly options?: readonly { flags: string; title: string }[];
  /** Runs with nothing started, so that it works on a data folder whose services cannot start. */
  readonly offline?: true;
  /** Standard output is the command's own: nothing else is printed there. */
  readonly quiet?: true;
  readonly run: (input: CommandInput) => Promise<unknown>;
};

/** The words with which the commands of `regiso` itself begin: no plugin adds to them. */
export const ownWords = ['start', 'serve', 'web', 'worker', 'migrate', 'demo', 'doctor', 'check', 'user', 'help'];

export const command = (definition: Command) => definition;
