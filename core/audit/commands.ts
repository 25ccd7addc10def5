import { readFileSync, writeFileSync } from 'node:fs';
import { command, type CommandInput } from '../server/command';
import { inTransaction } from '../server/database';
import { writeAnchor } from './anchors';
import { checkProof, makeProof, Proof } from './prove';
import { sealAll } from './seal';
import { streamCommand } from './stream-command';
import { verify } from './verify';

const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);
const list = (value: string | boolean | undefined) => text(value)?.split(',') ?? [];

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const keyOption = { flags: '--key <files>', title: 'PEM files of public keys to trust, with commas between' };

async function runVerify(input: CommandInput) {
  const { options, signal } = input;
  const [from, to, anchors] = [text(options.from), text(options.to), text(options.anchors)];
  const verdict = await verify({
    ...(from && { from }),
    ...(to && { to }),
    ...(anchors && { anchors }),
    keys: list(options.key),
    signal,
    progress: (share, step) => input.progress(share, step),
  });
  if (verdict.problem) process.exitCode = 1;
  return verdict;
}

async function runProve({ args: [id = ''], options }: CommandInput) {
  if (!uuid.test(id)) throw new Error(`${id} is not the number of a row`);
  const proof = await inTransaction({ process: 'regiso audit prove', readOnly: true }, () => makeProof(id));
  const file = text(options.out);
  if (!file) return proof;
  writeFileSync(file, `${JSON.stringify(proof, null, 2)}\n`);
  return `The proof of row ${id} is in ${file}`;
}

function runCheck({ args: [file = ''], options }: CommandInput) {
  const parsed = Proof.safeParse(readProof(file));
  if (!parsed.success) throw new Error(`${file} holds no proof of a row`);
  const verdict = checkProof(
    parsed.data,
    list(options.key).map((key) => readFileSync(key, 'utf8')),
  );
  if (!verdict.ok) process.exitCode = 1;
  return verdict;
}

function readProof(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export const commands = [
  command({
    name: 'audit verify',
    title: 'hold the sealed rows of the audit log against their blocks; names the first bad one',
    options: [
      { flags: '--from <block or day>', title: 'the first block, or a day of sealing such as 2026-03-01' },
      { flags: '--to <block or day>', title: 'the last one' },
      { flags: '--anchors <file>', title: 'anchors kept elsewhere; those of the data folder when left out' },
      keyOption,
    ],
    run: runVerify,
  }),
  command({
    name: 'audit prove',
    title: 'the proof that one row was sealed, to be checked without the other rows',
    args: [{ name: 'id', title: 'number of the row' }],
    options: [{ flags: '--out <file>', title: 'write it there' }],
    run: runProve,
  }),
  command({
    name: 'audit check-proof',
    title: 'check a proof by itself',
    args: [{ name: 'file', title: 'what `audit prove` gave' }],
    options: [keyOption],
    run: async (input) => runCheck(input),
  }),
  command({
    name: 'audit seal',
    title: 'seal what waits now; the worker does it every five seconds',
    run: async ({ signal }) => ({ rows: await sealAll(signal) }),
  }),
  command({
    name: 'audit anchor',
    title: 'write the newest hash where the database cannot reach, now',
    run: async () => (await writeAnchor()) ?? 'There is no block yet',
  }),
  streamCommand,
];
