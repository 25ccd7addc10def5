import { readFileSync } from 'node:fs';

type Shared = { databaseUrl: string; appUrl: string; loaderUrl: string; clickhouseUrl: string; folder: string };

/** The services that the whole run shares, as the global set-up has written them down. */
export const shared = () => JSON.parse(readFileSync(process.env.REGISO_TEST_SERVICES ?? '', 'utf8')) as Shared;
