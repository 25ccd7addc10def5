import type { Command as Program } from 'commander';
import type { Command, CommandInput } from '../command';
import { firstLine, type LoadProblem } from '../loader';
import type { Plugin } from '../plugin';

type Run = (definition: Command, given: Pick<CommandInput, 'args' | 'options'>) => Promise<unknown>;

/** Adds the commands of plugins to those of `regiso` itself. A plugin whose commands are not taken is named; those of the others are there. */
export function addCommands(program: Program, plugins: readonly Plugin[], run: Run): LoadProblem[] {
  const groups = new Map<string, Program>();
  const failed = plugins.flatMap(({ id, commands = [] }) => {
    try {
      for (const definition of commands) addCommand(program, groups, definition, run);
      return [];
    } catch (error) {
      return [{ plugin: id, problem: `a command cannot be added: ${firstLine(error)}` }];
    }
  });
  for (const group of groups.values())
    if (!group.description()) group.description(`commands: ${group.commands.map((one) => one.name()).join(', ')}`);
  return failed;
}

/** `warehouse status` becomes a subcommand of `warehouse`; a word may have both its own arguments and subcommands. */
function addCommand(program: Program, groups: Map<string, Program>, definition: Command, run: Run) {
  const words = definition.name.split(' ');
  const name = words.pop() ?? '';
  const added = words.length ? groupOf(program, groups, words.join(' ')).command(name) : groupOf(program, groups, name);
  added.description(definition.title);
  const args = definition.args ?? [];
  for (const arg of args) added.argument(arg.optional ? `[${arg.name}]` : `<${arg.name}>`, arg.title);
  for (const option of definition.options ?? []) added.option(option.flags, option.title);
  added.action(async (...given: unknown[]) => {
    const values = given.slice(0, args.length).map((value) => (typeof value === 'string' ? value : ''));
    // The word before a subcommand takes the options that both know, such as --dry-run.
    const options = (given.at(-1) as Program).optsWithGlobals<Record<string, string | boolean>>();
    await run(definition, { args: values, options });
  });
}

function groupOf(program: Program, groups: Map<string, Program>, name: string) {
  const known = groups.get(name);
  if (known) return known;
  const group = program.command(name);
  groups.set(name, group);
  return group;
}
