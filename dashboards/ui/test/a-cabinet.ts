import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import { createTestApp } from '@regiso/core/testing';
import { openCabinet, type Cabinet } from '../../../core/testing/cabinet';
import { samplePlugin } from '../../server/test/fixture';

type Result = { heldOn: string; participants: number; passed: number };

/** Cabinets over one school whose results in one subject are these. */
export async function cabinetOver(results: readonly Result[]): Promise<Cabinet> {
  const test = await createTestApp({
    only: ['participants', 'territory', 'agreements', 'notices', 'dashboards'],
    also: [samplePlugin],
  });
  await alignSchema();
  await test.work(async () => {
    const [school] = await sql<{ id: string }>`INSERT INTO core.organisations
      (region_id, municipality_id, kind, full_name, short_name, source)
      SELECT region_id, id, 'school', 'Школа № 1', 'Школа № 1', 'test' FROM core.municipalities WHERE id = 'tobolsk-city' RETURNING id`;
    for (const { heldOn, participants, passed } of results)
      await sql`INSERT INTO sample.results (organisation_id, subject, year, held_on, participants, passed)
        VALUES (${school?.id}, 'math', ${Number(heldOn.slice(0, 4))}, ${heldOn}, ${participants}, ${passed})`;
  });
  await catchUp();
  return openCabinet(test);
}
