import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction, log, publishedVersion, sql } from '@regiso/core';
import { figuresTick } from './exam-figures';
import { stampOfLines } from './public-lines';

/** What every page depends on: the version of all data shown here, and how much of them is invented. */
export type Site = { version: string; demo: 'none' | 'part' | 'all'; changedAt: Date | null };

const checkEveryMs = 1_000;
const answerWithinMs = 500;
const unknown: Site = { version: '', demo: 'none', changedAt: null };
let known = { site: unknown, checkedAt: -Infinity };
let checking: Promise<Site> | undefined;

/**
 * The present version, asked of the database at most once a second however many readers there are. While the database
 * is away the last known one stands, so that pages already rendered keep being served.
 */
export function presentSite(): Site | Promise<Site> {
  if (performance.now() - known.checkedAt < checkEveryMs) return known.site;
  checking ??= check().finally(() => (checking = undefined));
  return known.site.version ? Promise.race([checking, knownSite()]) : checking;
}

// A warehouse that hangs answers nobody for some seconds: pages that do not need it are not held up.
const knownSite = async () => {
  await pause(answerWithinMs, undefined, { ref: false });
  return known.site;
};

/** Forgets what was known, so that the next page asks again. */
export const forgetSite = () => void (known = { site: unknown, checkedAt: -Infinity });

async function check(): Promise<Site> {
  try {
    const site = await inTransaction({ process: 'portal/version', readOnly: true }, readVersion);
    site.version += await presentTick();
    known = { site, checkedAt: performance.now() };
  } catch (error) {
    if (!known.site.version) throw error;
    log.warn('the version of the data is not known, pages from memory are served', { error });
    known.checkedAt = performance.now();
  }
  return known.site;
}

let tick = '';
let areFiguresAway = false;

// Without the warehouse the register still stands; figures already shown keep their place.
async function presentTick(): Promise<string> {
  try {
    tick = String(await figuresTick());
    areFiguresAway = false;
  } catch (error) {
    if (!areFiguresAway) log.warn('the moment of the figures is not known', { error });
    areFiguresAway = true;
  }
  return tick;
}

async function readVersion(): Promise<Site> {
  const [row] = await sql<{ parts: unknown[]; demo: Site['demo']; changedAt: Date | null }>`
    SELECT json_build_array(o.real, o.demo, o.count, o.changed, b.count, b.changed, (SELECT count(*) FROM core.programmes),
        (SELECT max(imported_at) FROM core.map_boundaries), (SELECT max(changed_at) FROM core.settings)) AS parts,
      CASE WHEN NOT o.demo AND NOT EXISTS (SELECT FROM core.settings WHERE name = 'demo') THEN 'none'
        WHEN o.real THEN 'part' ELSE 'all' END AS demo,
      greatest(o.changed, b.changed) AS "changedAt"
    FROM (SELECT count(*), max(changed_at) AS changed, coalesce(bool_or(is_demo), false) AS demo,
        coalesce(bool_or(NOT is_demo), false) AS real FROM core.organisations) o,
      (SELECT count(*), max(changed_at) AS changed FROM core.buildings) b`;
  if (!row) return unknown;
  return {
    version: JSON.stringify([row.parts, await publishedVersion(), await stampOfLines()]),
    demo: row.demo,
    changedAt: row.changedAt,
  };
}
