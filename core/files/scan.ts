import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { Scanner } from '../server/scanner-setting';

/** What a scanner says: nothing found, or the name of what was. */
export type Verdict = { isClean: true } | { isClean: false; threat: string };

const patience = 300_000;

/** Lets the scanner look at a file. Throws when it cannot answer: the file stays unchecked. */
export const scan = (path: string, scanner: Scanner): Promise<Verdict> =>
  'command' in scanner ? byCommand(path, scanner.command) : byClamd(path, scanner);

// clamd's INSTREAM: pieces with their length before them, an empty one ends; one line comes back.
async function byClamd(path: string, { host, port }: { host: string; port: number }): Promise<Verdict> {
  const socket = connect({ host, port });
  socket.setTimeout(patience, () => socket.destroy(new Error('the scanner does not answer')));
  const heard = replyOf(socket);
  heard.catch(() => undefined);
  try {
    await once(socket, 'connect');
    socket.write('zINSTREAM\0');
    for await (const piece of createReadStream(path)) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE((piece as Buffer).length);
      socket.write(length);
      if (!socket.write(piece as Buffer)) await Promise.race([once(socket, 'drain'), heard]);
    }
    socket.write(Buffer.alloc(4));
    return verdictOf(await heard);
  } finally {
    socket.destroy();
  }
}

const replyOf = (socket: Socket) =>
  new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('latin1');
      if (text.includes('\0') || text.length > 4_096) resolve(text.replace(/\0.*/s, '').trim());
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the scanner closed the connection')));
  });

function verdictOf(reply: string): Verdict {
  const found = /^stream: (.+) FOUND$/.exec(reply);
  if (found?.[1]) return { isClean: false, threat: found[1].slice(0, 200) };
  if (/^stream: OK$/.test(reply)) return { isClean: true };
  throw new Error(`the scanner answers: ${reply.slice(0, 200)}`);
}

// As clamscan and its kind: 0 is clean, 1 is infected, anything else is a failure of the scanner.
async function byCommand(path: string, [program = '', ...given]: readonly string[]): Promise<Verdict> {
  const args = given.map((arg) => arg.replaceAll('{file}', path));
  const child = spawn(program, args, { stdio: 'ignore', timeout: patience });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0) return { isClean: true };
  if (code === 1) return { isClean: false, threat: 'found by the command of the scanner' };
  throw new Error(`the scanner ended with ${code ?? 'a signal'}`);
}
