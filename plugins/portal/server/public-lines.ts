import { enabledPlugins, log, sql, type PublicLine, type PublicPlaces } from '@regiso/core';
import { html, type Html } from './html';
import type { Visit } from './visit';

const contributors = () => enabledPlugins().flatMap(({ publicLines = [] }) => publicLines);

// A page that is made within one transaction goes on where a subsystem fails.
async function guarded<T>(title: string, ask: () => Promise<T>, otherwise: T): Promise<T> {
  await sql`SAVEPOINT public_lines`;
  try {
    const answer = await ask();
    await sql`RELEASE SAVEPOINT public_lines`;
    return answer;
  } catch (error) {
    await sql`ROLLBACK TO SAVEPOINT public_lines`;
    log.error('lines about organisations are missing', { section: title, error });
    return otherwise;
  }
}

/** What the lines of all subsystems depend on. */
export async function stampOfLines(): Promise<string[]> {
  const stamps: string[] = [];
  for (const { title, stamp } of contributors()) stamps.push(`${title}${await guarded(title, stamp, '')}`);
  return stamps;
}

/** Whether any subsystem tells free places: where none does, nothing leads to their page. */
export const tellsPlaces = () => contributors().some(({ places }) => places);

/** Free places and queues of the first subsystem that tells them; undefined when there is none or it fails. */
export async function placesOfSubsystem(): Promise<PublicPlaces | undefined> {
  for (const { title, places } of contributors()) {
    const told = places && (await guarded<PublicPlaces | undefined>(title, places, undefined));
    if (told) return told;
  }
  return undefined;
}

/** Sections of the card of an organisation, one a subsystem that has something to say. */
export async function linesOnCard({ language }: Visit, organisationId: string): Promise<Html[]> {
  const sections: Html[] = [];
  for (const [at, { title, titleEn, lines }] of contributors().entries()) {
    const own = await guarded(title, () => lines([organisationId]), []);
    if (!own.length) continue;
    const say = ({ text, textEn }: PublicLine) => html`<li>${language === 'ru' ? text : textEn}</li>`;
    sections.push(
      html`<section aria-labelledby="lines-${at}">
        <h2 id="lines-${at}">${language === 'ru' ? title : titleEn}</h2>
        <ul>
          ${own.map(say)}
        </ul>
      </section>`,
    );
  }
  return sections;
}
