import { command } from '../server/command';
import { inTransaction } from '../server/database';
import { importBoundaryFile } from './import-boundaries';

export const importMap = command({
  name: 'import map',
  title: 'import boundaries of municipalities from a GeoJSON file',
  args: [{ name: 'file', title: 'GeoJSON FeatureCollection' }],
  options: [
    { flags: '--dry-run', title: 'check only, save nothing' },
    { flags: '--source <text>', title: 'where the file is from' },
    { flags: '--attribution <text>', title: 'the text its licence demands' },
  ],
  run: async ({ args: [file = ''], options }) => {
    const report = await inTransaction({ process: 'regiso import map' }, () =>
      importBoundaryFile(file, {
        dryRun: options.dryRun === true,
        ...(typeof options.source === 'string' && { source: options.source }),
        ...(typeof options.attribution === 'string' && { attribution: options.attribution }),
      }),
    );
    if (report.problems.length) process.exitCode = 1;
    return report;
  },
});
