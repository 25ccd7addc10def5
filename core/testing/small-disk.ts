import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = {
  folder: string;
  fill: (leaveMegabytes: number) => void;
  free: () => void;
  remove: () => void;
};

/** A disk of a few megabytes in memory. Says aloud when this machine mounts none; under CI=true that is an error. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    if (process.env.CI === 'true' && process.getuid?.() === 0)
      throw new Error('CI must try a full disk: let it mount a tmpfs', { cause: error });
    process.stderr.write('NOT RUN: a full disk, because this machine mounts no small one (mount -t tmpfs, as root)\n');
    return undefined;
  }
  const ballast = join(folder, 'ballast');
  const remove = () => {
    // Lazily: a child that is still ending may hold a file.
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    folder,
    fill: (leave) => {
      const room = () => {
        const { bavail, bsize } = statfsSync(folder);
        return Math.floor((bavail * bsize) / 2 ** 20) - leave;
      };
      const mebibyte = Buffer.alloc(2 ** 20, 1);
      // Asked anew each time: who else writes to the disk fills it meanwhile.
      while (room() > 0) writeFileSync(ballast, mebibyte, { flag: 'a' });
    },
    free: () => {
      truncateSync(ballast);
    },
    remove,
  };
}
