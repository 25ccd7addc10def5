import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command as Program } from 'commander';
import { addCommands } from '../cli/added-commands';
import { command, ownWords, type Command } from '../command';
import type { Plugin } from '../plugin';

const called: Command[] = [];
const run = async (definition: Command) => void called.push(definition);
const named = (name: string, more: Partial<Command> = {}) =>
  command({ name, title: name, run: async () => undefined, ...more });
const plugin = (id: string, ...commands: Command[]): Plugin => ({ id, title: id, commands });

describe('The commands that plugins add', () => {
  it('are there beside those of a plugin whose own are not taken, which is named', async () => {
    const program = new Program('regiso').exitOverride();
    program.command('start');
    const failed = addCommands(
      program,
      [
        plugin('takes', named('start')),
        plugin('spoils', named('spoilt', { options: [{ flags: '--a --b --c', title: 'wrong' }] })),
        plugin('meals', named('meals'), named('meals count')),
      ],
      run,
    );
    expect(failed.map(({ plugin: id }) => id)).toEqual(['takes', 'spoils']);
    for (const { problem } of failed) expect(problem).toMatch(/^a command cannot be added: ./);
    await program.parseAsync(['meals', 'count'], { from: 'user' });
    expect(called.map(({ name }) => name)).toEqual(['meals count']);
  });

  it('leave free every word that regiso itself begins with', () => {
    const source = readFileSync(join(__dirname, '../cli/program.ts'), 'utf8');
    const words = [...source.matchAll(/\bprogram\s*\.command\('(\w+)'\)/g)].map(([, word]) => word);
    expect([...words, 'help'].sort()).toEqual([...ownWords].sort());
  });
});
