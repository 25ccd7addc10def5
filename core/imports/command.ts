import { command, UsageError } from '../server/command';
import { allKinds } from './kinds';
import { runImport } from './run';

/** `-o region=RU-MOW -o regionName=Москва` → the options of the importer. */
const optionsOf = (text: string) =>
  Object.fromEntries(
    text
      .split(';')
      .map((pair) => pair.trim())
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );

export const importCommand = command({
  name: 'import',
  title:
    'take in a file: CSV (also .gz) or XLSX; without a kind lists the kinds; rows that only wait to be matched end with 0',
  args: [
    { name: 'kind', title: 'what the file holds', optional: true },
    { name: 'file', title: 'path', optional: true },
  ],
  options: [
    { flags: '--dry-run', title: 'check everything, save nothing' },
    { flags: '--participant <id>', title: 'whose file it is, of a kind that belongs to a participant' },
    { flags: '--options <name=value;…>', title: 'choices of the kind, e.g. "region=RU-MOW;regionName=Москва"' },
  ],
  run: async (input) => {
    const {
      args: [kind, file],
      options,
      signal,
    } = input;
    if (kind && !file) throw new UsageError(`Which file? regiso import ${kind} <file>`);
    if (!kind || !file) return allKinds().map(({ importer }) => ({ kind: importer.kind, title: importer.title }));
    const result = await runImport({
      kind,
      file,
      options: optionsOf(String(options.options ?? '')),
      dryRun: options.dryRun === true,
      ...(typeof options.participant === 'string' && { participantId: options.participant }),
      onProgress: (share, step) => input.progress(share, step),
      signal,
    });
    if (result.rejected) process.exitCode = 1;
    return result;
  },
});
