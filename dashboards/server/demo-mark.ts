import { sql } from '@regiso/core';
import { reading } from './reading';

/** Whether demonstration data stand in the base: what is taken out of it then says so. */
export const holdsDemo = () =>
  reading(async () => {
    const [row] = await sql<{ there: boolean }>`SELECT EXISTS (SELECT FROM core.settings WHERE name = 'demo') AS there`;
    return row?.there === true;
  });
