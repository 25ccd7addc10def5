import { Console } from 'node:console';
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

type Stream = NodeJS.WritableStream & { isTTY?: boolean };
type Wanted = { json?: boolean; quiet?: boolean; out?: Stream; err?: Stream };

/** A bar on a terminal; otherwise JSON lines, beside the sentences for people only where --json turns these into lines too. */
export function outputFor({
  json = false,
  quiet = false,
  out = process.stdout,
  err = process.stderr,
}: Wanted = {}): Output {
  if (quiet) return silent(json, err);
  const terminal = Boolean(out.isTTY) && !json;
  const line = (value: object, to: Stream = out) => to.write(`${JSON.stringify(value)}\n`);
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
      if (terminal || !json) out.write(`${sentence}\n`);
      else line({ say: sentence, ...details });
    },
    progress: (share, step) => {
      if (!terminal) {
        const key = `${step}${Math.floor(share * 10)}`;
        if (key !== last) line({ progress: Math.round(share * 100) / 100, step }, json ? out : err);
        last = key;
        return;
      }
      bar ??= newBar(err);
      bar.update(Math.round(share * 100), { step });
    },
    result: (value) => {
      end();
      if (json || !Array.isArray(value)) return print(value, json, out);
      if (value.length === 0) out.write('(nothing)\n');
      else new Console(out).table(value);
    },
    end,
  };
}

const silent = (json: boolean, err: Stream): Output => ({
  json,
  say: (sentence) => void err.write(`${sentence}\n`),
  progress: () => undefined,
  result: () => undefined,
  end: () => undefined,
});

function newBar(stream: NodeJS.WritableStream) {
  const format = '  {bar} {percentage} % {step}';
  const bar = new SingleBar({ format, stream, clearOnComplete: true, hideCursor: true });
  bar.start(100, 0, { step: '' });
  return bar;
}

function print(value: unknown, json: boolean, out: Stream) {
  if (value === undefined) return;
  out.write(typeof value === 'string' && !json ? `${value}\n` : `${JSON.stringify(value, null, json ? 0 : 2)}\n`);
}
