import { SingleBar } from 'cli-progress';

export type Output = {
  json: boolean;
  /** A sentence for a person; a JSON line for a program. */
  say(sentence: string, details?: Record<string, unknown>): void;
  progress(share: number, step: string): void;
  /** The result: a table or lines for a person, one JSON value for a program. */
  result(value: unknown): void;
  end(): void;
};

/** Bars on a terminal; otherwise JSON lines, beside the sentences for people only where --json turns these into lines too. */
export function outputFor({ json = false, quiet = false }: { json?: boolean; quiet?: boolean } = {}): Output {
  if (quiet) return silent(json);
  const terminal = Boolean(process.stdout.isTTY) && !json;
  const line = (value: object, to: NodeJS.WritableStream = process.stdout) => to.write(`${JSON.stringify(value)}\n`);
  let bar: SingleBar | undefined;
  let last = '';
  const end = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    json,
    say: (sentence, details = {}) => {
      end();
      if (terminal || !json) process.stdout.write(`${sentence}\n`);
      else line({ say: sentence, ...details });
    },
    progress: (share, step) => {
      if (!terminal) {
        const key = `${step}${Math.floor(share * 10)}`;
        if (key !== last)
          line({ progress: Math.round(share * 100) / 100, step }, json ? process.stdout : process.stderr);
        last = key;
        return;
      }
      bar ??= newBar();
      bar.update(Math.round(share * 100), { step });
    },
    result: (value) => {
      end();
      if (json || !Array.isArray(value)) return print(value, json);
      if (value.length === 0) process.stdout.write('(nothing)\n');
      // eslint-disable-next-line no-console
      else console.table(value);
    },
    end,
  };
}

const silent = (json: boolean): Output => ({
  json,
  say: (sentence) => void process.stderr.write(`${sentence}\n`),
  progress: () => undefined,
  result: () => undefined,
  end: () => undefined,
});

function newBar() {
  const bar = new SingleBar({ format: '  {bar} {percentage} % {step}', clearOnComplete: true, hideCursor: true });
  bar.start(100, 0, { step: '' });
  return bar;
}

function print(value: unknown, json: boolean) {
  if (value === undefined) return;
  process.stdout.write(
    typeof value === 'string' && !json ? `${value}\n` : `${JSON.stringify(value, null, json ? 0 : 2)}\n`,
  );
}
