import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { outputFor } from '../cli/output';

/** A terminal, or the end of a pipe, and what was written to it. */
function aStream({ isTTY = false } = {}) {
  const stream = Object.assign(new PassThrough(), isTTY ? { isTTY, columns: 80 } : {});
  let text = '';
  stream.on('data', (part: Buffer) => (text += part.toString()));
  return { stream, text: () => text };
}

/** A bar draws itself anew some times a second. */
async function until(holds: () => boolean) {
  for (let waited = 0; waited < 3_000 && !holds(); waited += 20) await pause(20);
}

const rows = [{ fact: 'exams_results', rows: 3 }];

/** Two steps of one command, a sentence between them, and its result. */
async function run({ isTTY = false, json = false } = {}) {
  const [out, err] = [aStream({ isTTY }), aStream({ isTTY })];
  const output = outputFor({ json, out: out.stream, err: err.stream });
  output.progress(0.1, 'schema');
  output.progress(0.5, 'records');
  await until(() => !isTTY || json || err.text().includes('records'));
  const underWay = err.text();
  output.progress(0.5, 'records');
  output.say('Port 8080 is busy', { port: 8080 });
  output.progress(0.9, 'figures');
  output.result(rows);
  output.end();
  await pause(1);
  return { out: out.text(), err: err.text(), underWay };
}

const esc = '\u001b[';

const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);

describe('The output of a command', () => {
  it('is one line drawn again and again on a terminal, gone before anything else is said', async () => {
    const { out, err, underWay } = await run({ isTTY: true });
    expect(underWay).toMatch(/50 % records/);
    expect(underWay).not.toContain('\n');
    expect(underWay.split(`${esc}1G`).length).toBeGreaterThan(2);
    // The line is emptied, and the cursor is there again.
    expect(err).not.toContain('\n');
    expect(err.slice(underWay.length)).toContain(`${esc}0K`);
    expect(err.lastIndexOf(`${esc}?25h`)).toBeGreaterThan(err.lastIndexOf(`${esc}?25l`));
    expect(out).toMatch(/^Port 8080 is busy\n┌/);
    expect(out).toContain("'exams_results'");
  });

  it('is plain lines in a pipe, with the progress beside them and each step once', async () => {
    const { out, err } = await run();
    expect(out).toMatch(/^Port 8080 is busy\n┌/);
    expect(jsonLines(err)).toEqual([
      { progress: 0.1, step: 'schema' },
      { progress: 0.5, step: 'records' },
      { progress: 0.9, step: 'figures' },
    ]);
    expect(out + err).not.toContain('\u001b');
  });

  it('is one JSON value a line with --json, on a terminal too, and nothing else', async () => {
    for (const isTTY of [false, true]) {
      const { out, err } = await run({ isTTY, json: true });
      expect(err).toBe('');
      expect(jsonLines(out)).toEqual([
        { progress: 0.1, step: 'schema' },
        { progress: 0.5, step: 'records' },
        { say: 'Port 8080 is busy', port: 8080 },
        { progress: 0.9, step: 'figures' },
        rows,
      ]);
    }
  });

  it('leaves standard output to a quiet command', async () => {
    const [out, err] = [aStream(), aStream()];
    const output = outputFor({ quiet: true, out: out.stream, err: err.stream });
    output.progress(0.5, 'records');
    output.say('A sentence');
    output.result(rows);
    output.end();
    await pause(1);
    expect([out.text(), err.text()]).toEqual(['', 'A sentence\n']);
  });
});
