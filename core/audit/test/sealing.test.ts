import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { audit, database, inTransaction, installed, sql } from '../../server';
import { ddl } from '../../server/sql';
import { createTestApp, type TestApp } from '../../testing';
import { anchorFile, writeAnchor } from '../anchors';
import { lastBlock, saveBlock, signBlock } from '../blocks';
import { canonicalJson, type Json } from '../canonical';
import { beginEraAfterRestore, presentEra } from '../eras';
import { signer } from '../keys';
import { checkProof, makeProof } from '../prove';
import { readRow } from '../rows';
import { sealAll } from '../seal';
import { verify } from '../verify';
import { settled } from './settled';
import { tampering } from './tampering';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp({ only: [] });
  await settled(test);
  await sealAll();
});
afterEach(() => test.stop());

const writeNow = (count = 1) =>
  test.work(async () => {
    for (let at = 0; at < count; at += 1) await audit('access.signed-in', { type: 'account' }, { method: `${at}` });
  });

const write = async (count?: number) => {
  await writeNow(count);
  await settled(test);
};

const newest = async () => {
  const block = await test.work(lastBlock);
  if (!block) throw new Error('there is no block');
  return block;
};

describe('Sealing', () => {
  it('puts every row whose transaction is over into a block, each block following the one before', async () => {
    await write(5);
    const first = await newest();
    expect(await sealAll(undefined, 2)).toBe(5);
    const verdict = await verify();
    expect(verdict).toMatchObject({ ok: true, unsealed: 0, blocks: first.no + 3 });
    expect(await sealAll()).toBe(0);
  });

  it('waits for a transaction that took its number earlier and commits later', async () => {
    let commit: () => void = () => undefined;
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((done) => (written = done));
    const slow = inTransaction({ process: 'slow' }, async () => {
      await audit('access.signed-out', { type: 'account' });
      written();
      await new Promise<void>((done) => (commit = done));
    });
    await isWritten;
    await writeNow();
    expect(await sealAll()).toBe(0);
    commit();
    await slow;
    await settled(test);
    expect(await sealAll()).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('goes by the number of a transaction, not by its digits', async () => {
    const xids = ['9', '10', '99', '100', '101'];
    await tampering(async () => {
      for (const table of ['leaves', 'blocks', 'events']) await ddl(`DELETE FROM core.audit_${table}`);
      for (const xid of [...xids].reverse())
        await sql`INSERT INTO core.audit_events (xid, event, object_type) VALUES (${xid}::xid8, ${xid}, 'x')`;
    });
    expect(await sealAll(undefined, 1)).toBe(5);
    await write(8);
    expect(await sealAll(undefined, 1)).toBe(8);
    const ends = await test.work(
      () => sql<{ xid: string }>`SELECT until_xid AS xid FROM core.audit_blocks ORDER BY no`,
    );
    expect(ends.slice(0, 4).map(({ xid }) => xid)).toEqual(xids.slice(0, 4));
    expect((await newest()).no).toBe(13);
    expect(await verify()).toMatchObject({ ok: true, blocks: 13, rows: 13 });
  });

  it('leaves out what was rolled back', async () => {
    await inTransaction({ process: 'test' }, async () => {
      await audit('access.signed-out', { type: 'account' });
      throw new Error('no');
    }).catch(() => undefined);
    await write();
    expect(await sealAll()).toBe(1);
    expect((await verify()).ok).toBe(true);
  });

  it('has one writer: others at the same time add nothing twice', async () => {
    await write(20);
    const counts = await Promise.all(Array.from({ length: 5 }, () => sealAll(undefined, 3)));
    await sealAll();
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(20);
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('keeps its key for its owner alone, and does not use one that others can read', async () => {
    const file = join(installed().config.dataFolder, 'audit/key.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toContain('PRIVATE KEY');
    chmodSync(file, 0o644);
    await write();
    await expect(sealAll()).rejects.toThrow('can be read by others');
  });

  it('does not go on with a chain that another key has signed, unless the settings give a new key', async () => {
    const { config } = installed();
    const elsewhere = mkdtempSync(join(tmpdir(), 'regiso-audit-'));
    await write();
    const home = config.dataFolder;
    config.dataFolder = elsewhere;
    await expect(sealAll()).rejects.toThrow('REGISO_AUDIT_KEY_FILE');
    const { privateKey } = generateKeyPairSync('ed25519');
    config.auditKey = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(await sealAll()).toBe(1);
    config.dataFolder = home;
    delete config.auditKey;
    expect(await verify()).toMatchObject({ ok: false, problem: { say: expect.stringContaining('not trusted here') } });
    const [trusted] = [(await newest()).keyId];
    expect((await verify({ keys: [join(elsewhere, 'audit/trusted', `${trusted}.pem`)] })).ok).toBe(true);
  });

  it('refuses a key that is not Ed25519, without quoting it', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const { dataFolder } = installed().config;
    for (const auditKey of [rsa.toString(), 'secret words'])
      expect(() => signer({ dataFolder, auditKey })).toThrow(/^REGISO_AUDIT_KEY is not an Ed25519 private key in PEM/);
  });

  it('begins a new era where a restored copy counts transactions anew', async () => {
    await write();
    await sealAll();
    const last = await newest();
    const ahead = { ...last, no: last.no + 1, prev: last.hash, until: { ...last.until, xid: '900000000' } };
    await test.work(async () => {
      const leaves = Buffer.alloc(32);
      await saveBlock(signBlock(ahead, signer(installed().config)), leaves);
    });
    expect(await test.work(presentEra)).toBe(1);
    await test.work(beginEraAfterRestore);
    await test.work(beginEraAfterRestore);
    expect(await test.work(presentEra)).toBe(2);
    await write(2);
    expect(await sealAll()).toBe(2);
    expect((await newest()).until.era).toBe(2);
    expect(await verify({ from: String(last.no + 2) })).toMatchObject({ ok: true, rows: 2, unsealed: 0 });
  });
});

describe('The text of a row', () => {
  it('is the canonical JSON of its values, whatever the texts hold', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 6, maxLength: 6 }), fc.array(text), async (texts, roles) => {
        const [id = '', ip, purpose, process, request, type] = texts;
        const details = { id, n: 1.5, of: roles };
        const [row] = await test.work(
          () => sql<{ id: string; at: string; xid: string; details: string }>`
          INSERT INTO core.audit_events (event, object_type, object_id, ip, purpose, process, request_id, roles, details)
          VALUES (${id}, ${type}, ${id}, ${ip}, ${purpose}, ${process}, ${request}, ${roles}, ${JSON.stringify(details)})
          RETURNING id, xid::text, details::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
        );
        const found = await test.work(() => readRow(row?.id ?? ''));
        const none = { actor_id: null, on_behalf_of: null, organisation_id: null, person_id: null };
        const values = { ...none, ...row, era: '1', event: id, object_type: type, object_id: id, ip, purpose, process };
        const wanted = canonicalJson({ ...values, request_id: request, roles: JSON.stringify(roles) } as Json);
        expect(found?.[3]).toBe(wanted);
        expect(JSON.parse(row?.details ?? '')).toEqual(details);
      }),
    );
  });
});

describe('Anchors', () => {
  it('stand in a file that only grows', async () => {
    await writeAnchor();
    await write();
    await sealAll();
    await writeAnchor();
    const file = anchorFile(installed().config);
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await verify()).toMatchObject({ ok: true, anchors: 2 });
  });

  it('show that the end of the chain was cut off', async () => {
    await write();
    await sealAll();
    const { no } = await newest();
    await writeAnchor();
    await tampering(async () => {
      await sql`DELETE FROM core.audit_leaves WHERE block = ${no}`;
      await sql`DELETE FROM core.audit_blocks WHERE no = ${no}`;
      await sql`DELETE FROM core.audit_events WHERE xid = (SELECT max(xid) FROM core.audit_events)`;
    });
    expect(await verify()).toMatchObject({
      ok: false,
      problem: { block: no, say: expect.stringContaining('cut off') },
    });
  });

  it('show that the whole chain was sealed anew, even with the right key', async () => {
    await write(3);
    await sealAll();
    await writeAnchor();
    await tampering(async () => {
      await sql`DELETE FROM core.audit_leaves`;
      await sql`DELETE FROM core.audit_blocks`;
      await sql`UPDATE core.audit_events SET object_id = 'forged'`;
    });
    const { no } = await sealAll().then(newest);
    const file = anchorFile(installed().config);
    const lines = readFileSync(file, 'utf8');
    const problem = { say: expect.stringMatching(/rewritten|cut off/) };
    expect(await verify()).toMatchObject({ ok: false, problem });
    writeFileSync(file, '');
    expect((await verify()).ok).toBe(true);
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'regiso-audit-')), 'anchors.jsonl');
    writeFileSync(elsewhere, lines);
    expect(await verify({ anchors: elsewhere })).toMatchObject({ ok: false, problem });
    expect(no).toBeGreaterThan(0);
  });

  it('are refused when a line is none', async () => {
    await writeAnchor();
    appendFileSync(anchorFile(installed().config), 'nonsense\n');
    await expect(verify()).rejects.toThrow('Line 2');
    await expect(verify({ anchors: '/nowhere/anchors' })).rejects.toThrow('There is no file of anchors');
  });
});

describe('A proof', () => {
  it('shows that one row stands in a signed block, without the other rows', async () => {
    await write(7);
    await sealAll();
    const rows = await test.work(() => sql<{ id: string }>`SELECT id FROM core.audit_events`);
    for (const { id } of rows) {
      const proof = await test.work(() => makeProof(id));
      expect(checkProof(proof, [])).toMatchObject({ ok: true, row: { id } });
    }
  });

  it('fails when anything in it is changed', async () => {
    await write(7);
    await sealAll();
    const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.audit_events ORDER BY id DESC LIMIT 1`);
    const proof = await test.work(() => makeProof(row?.id ?? ''));
    const changed = [
      { ...proof, row: proof.row.replace('signed-in', 'signed-on') },
      { ...proof, index: proof.index - 1 },
      { ...proof, path: proof.path.slice(1) },
      { ...proof, path: [...proof.path].reverse() },
      { ...proof, block: { ...proof.block, rows: proof.block.rows + 9 } },
      { ...proof, block: { ...proof.block, root: 'ab'.repeat(32) } },
      { ...proof, block: { ...proof.block, signature: 'ab'.repeat(64) } },
    ];
    for (const one of changed) expect(checkProof(one, []).ok).toBe(false);
    const { publicKey } = generateKeyPairSync('ed25519');
    const foreign = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    expect(checkProof(proof, [foreign])).toMatchObject({
      ok: false,
      say: expect.stringContaining('not one of the given'),
    });
  });

  it('is not made for a row that is not sealed yet, not there, or changed', async () => {
    await write();
    const [row] = await test.work(() => sql<{ id: string }>`SELECT id FROM core.audit_events ORDER BY id DESC LIMIT 1`);
    const id = row?.id ?? '';
    await expect(test.work(() => makeProof(id))).rejects.toThrow('not sealed yet');
    await expect(test.work(() => makeProof('00000000-0000-7000-8000-000000000000'))).rejects.toThrow('no row');
    await sealAll();
    await tampering(() => sql`UPDATE core.audit_events SET process = 'x' WHERE id = ${id}`);
    await expect(test.work(() => makeProof(id))).rejects.toThrow('does not fit');
  });
});

describe('Verification of a part', () => {
  it('takes blocks by number and by day of sealing', async () => {
    await write(6);
    await sealAll(undefined, 2);
    const { no } = await newest();
    const today = new Date().toISOString().slice(0, 10);
    expect(await verify({ from: String(no - 1) })).toMatchObject({ ok: true, blocks: 2, rows: 4 });
    expect(await verify({ from: String(no - 1), to: String(no - 1) })).toMatchObject({ ok: true, blocks: 1 });
    expect(await verify({ from: today, to: today })).toMatchObject({ ok: true, blocks: no });
    expect(await verify({ to: '2001-01-01' })).toMatchObject({ ok: true, blocks: 0 });
    await expect(verify({ from: 'yesterday' })).rejects.toThrow('--from takes');
  });

  it('says how many rows wait to be sealed', async () => {
    await write(3);
    expect(await verify()).toMatchObject({ ok: true, unsealed: 3 });
  });

  it('finds nothing wrong with an empty log', async () => {
    await database().query('SELECT 1');
    expect((await verify({ from: '1000000' })).blocks).toBe(0);
  });
});
