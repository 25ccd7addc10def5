import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const regiso = join(__dirname, '../../bin/regiso.cjs');

describe('The command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-cli-'));
  const map = join(folder, 'map.geojson');
  beforeAll(() => {
    const geometry = {
      type: 'Polygon',
      coordinates: [
        [
          [65, 57],
          [66, 57],
          [66, 58],
          [65, 57],
        ],
      ],
    };
    const feature = { type: 'Feature', properties: { name: 'Тюмень' }, geometry };
    writeFileSync(map, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const call = async (...args: string[]) => {
    const env = { ...process.env, REGISO_DATA: join(folder, 'data') };
    const { stdout } = await run(process.execPath, [regiso, ...args, '--json'], { env });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { saved: boolean; boundaries: { outcome: string }[] };
  };

  it('saves nothing in a dry run, wherever its option stands', async () => {
    expect(await call('import', 'map', map, '--dry-run')).toMatchObject({ saved: false });
    expect(await call('import', 'map', '--dry-run', map)).toMatchObject({ saved: false });
    const saved = await call('import', 'map', map);
    expect(saved).toMatchObject({ saved: true, boundaries: [{ outcome: 'created' }] });
  });

  it('ends with code 1 and a sentence when it cannot do what it was asked', async () => {
    const failed: unknown = await call('import', 'organisations', join(folder, 'none.csv')).catch(
      (error: unknown) => error,
    );
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('не найден: проверьте путь') as string });
  });
});
