import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../core/server/find';
import { mutations, type Mutation } from './mutations';
import { asvsRows, testOf } from './rows';

/**
 * Breaks one place of the code after another and runs the test that `docs/security/asvs.csv` names for the requirement: it must
 * fail. By hand, in a checkout of its own: `node --import tsx test/asvs/run.ts [V1.2.4 …]`; it takes minutes. Ends with 1 when
 * a broken requirement stays unnoticed.
 */
function main(only: readonly string[]) {
  const say = (text: string) => process.stdout.write(`${text}\n`);
  const unnoticed = mutations
    .filter(({ requirement }) => only.length === 0 || only.includes(requirement))
    .filter((mutation) => {
      const isNoticed = notices(mutation);
      say(`${mutation.requirement}\t${isNoticed ? 'noticed' : 'NOT NOTICED'}\t${mutation.file}`);
      return !isNoticed;
    });
  process.exitCode = unnoticed.length ? 1 : 0;
}

function notices({ requirement, file, from, to }: Mutation): boolean {
  const path = join(root, file);
  const sound = readFileSync(path, 'utf8');
  if (!sound.includes(from)) throw new Error(`${requirement}: ${file} does not say ${from} any more`);
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  try {
    return fails(requirement);
  } finally {
    writeFileSync(path, sound);
  }
}

function fails(requirement: string): boolean {
  const row = asvsRows().find((one) => one.requirement === requirement);
  if (!row) throw new Error(`${requirement} is not in the list`);
  const { path, title = '' } = testOf(row);
  const wanted = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('%s', '.*');
  const found = spawnSync(
    'npx',
    ['jest', '--selectProjects', 'server', '--silent', '--testPathPatterns', `${path}$`, '-t', wanted],
    { cwd: root, encoding: 'utf8' },
  );
  const [, failed = '0'] = /^Tests: +(\d+) failed/m.exec(found.stderr) ?? [];
  return Number(failed) > 0;
}

main(process.argv.slice(2));
