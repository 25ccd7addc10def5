import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommanderError, type Command } from 'commander';
import { addCommands } from '../cli/added-commands';
import { program } from '../cli/program';
import { findPlugins } from '../find';
import { load } from '../loader';

addCommands(program, load(findPlugins().found).plugins, async () => undefined);

type Placed = { command: Command; words: string[] };
const under = (command: Command, words: string[]): Placed[] => [
  { command, words },
  ...command.commands.flatMap((one) => under(one, [...words, one.name()])),
];
const all = under(program, []);
let said: string[] = [];
const keep = (text: string) => void said.push(text);
for (const { command } of all) command.configureOutput({ writeOut: keep, writeErr: keep });

/** What the command line says to these words before it ends, and with which code. */
async function answerTo(words: readonly string[]) {
  said = [];
  const ended: unknown = await program.parseAsync(words, { from: 'user' }).catch((error: unknown) => error);
  return { code: ended instanceof CommanderError ? ended.exitCode : ended, text: said.join('').replace(/\s+/g, ' ') };
}
describe('The command line', () => {
  it('helps with --help: it names the commands of regiso and those of plugins, each with what it does and takes', async () => {
    expect(all.map(({ words }) => words.join(' '))).toEqual(
      expect.arrayContaining(['start', 'demo', 'doctor', 'user create', 'import', 'warehouse status', 'backup create']),
    );
    for (const { command, words } of all) {
      const { code, text } = await answerTo([...words, '--help']);
      expect([words, code]).toEqual([words, 0]);
      for (const part of [command, ...command.commands]) {
        expect([part.name(), part.description()]).toEqual([part.name(), expect.stringMatching(/\w.*\W.*\w/)]);
        expect(text).toContain(part.description().replace(/\s+/g, ' '));
      }
      for (const option of command.options)
        expect([words, option.flags, option.description]).toEqual([words, option.flags, expect.stringMatching(/\w/)]);
    }
  });

  it('says to an unknown command what there is, and ends with a fault', async () => {
    // `import` takes the kind of a file there.
    const groups = all.filter(({ command }) => command.commands.length && !command.registeredArguments.length);
    expect(groups.length).toBeGreaterThan(5);
    for (const { command, words } of groups) {
      const { code, text } = await answerTo([...words, 'nonsense']);
      expect([words, code]).toEqual([words, 1]);
      expect(text).toContain("unknown command 'nonsense'");
      for (const known of command.commands) expect(text).toContain(`${known.name()} `);
    }
    expect((await answerTo(['strat'])).text).toContain('Did you mean start?');
  });

  it('refuses the demonstration in production, before anything is started', async () => {
    const { NODE_ENV, REGISO_SECRET, REGISO_DATA } = process.env;
    const folder = join(tmpdir(), `regiso-refused-${process.pid}`);
    Object.assign(process.env, { NODE_ENV: 'production', REGISO_SECRET: 's'.repeat(40), REGISO_DATA: folder });
    try {
      const { code, text } = await answerTo(['demo']);
      expect([String(code), text]).toEqual([
        'Error: Demo data is never loaded in production. Unset NODE_ENV=production.',
        '',
      ]);
      expect(existsSync(folder)).toBe(false);
    } finally {
      for (const [name, value] of Object.entries({ NODE_ENV, REGISO_SECRET, REGISO_DATA }))
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
    }
  });
});
