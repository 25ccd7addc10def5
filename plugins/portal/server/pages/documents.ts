import { publishedDocuments, type PublishedDocument, type PublishedVersion } from '@regiso/core';
import { dayText } from '../frame';
import { html, inline, type Html } from '../html';
import { publicPage } from '../public-page';
import type { Visit } from '../visit';

const kinds = ['agreement-form', 'rules', 'regulation', 'security'] as const;

/** Forms of agreements, rules and regulations of the operator: the versions in force first. */
export const documents = publicPage({
  path: '//documents',
  summary: 'Published agreement forms, rules and regulations',
  render: async ({ visit }) => {
    const { papers } = visit.words;
    const all = await publishedDocuments();
    const body = html`<div class="wide page">
      <h1>${papers.title}</h1>
      <p class="lead">${papers.lead}</p>
      ${all.length === 0 && html`<p>${papers.none}</p>`}
      ${kinds.map((kind) =>
        group(
          visit,
          kind,
          all.filter((one) => one.kind === kind),
        ),
      )}
    </div>`;
    return { title: papers.title, description: papers.lead, body, canonical: '/documents' };
  },
});

function group(visit: Visit, kind: (typeof kinds)[number], found: readonly PublishedDocument[]): Html | false {
  if (!found.length) return false;
  return html`<section>
    <h2>${visit.words.papers.kinds[kind]}</h2>
    ${found.map((one) => document(visit, one))}
  </section>`;
}

function document(visit: Visit, { versions }: PublishedDocument): Html {
  const { papers } = visit.words;
  const current = versions.find(({ state }) => state === 'current');
  const others = versions.filter((one) => one !== current);
  return html`<div class="paper">
    ${
      current
        ? html`<p>${link(visit, current)}</p>
            ${facts(visit, current)} ${current.whatChanged && html`<p>${papers.changed} ${current.whatChanged}</p>`}`
        : html`<p>${versions[0] && titleOf(visit, versions[0])}. ${papers.all}.</p>`
    }
    ${
      others.length > 0
      && html`<details>
        <summary>${papers.former}</summary>
        <ul>
          ${others.map((one) => html`<li>${link(visit, one)} ${facts(visit, one)}</li>`)}
        </ul>
      </details>`
    }
  </div>`;
}

const titleOf = ({ language }: Visit, { title, titleEn }: PublishedVersion) =>
  language === 'en' ? (titleEn ?? title) : title;

const link = (visit: Visit, version: PublishedVersion) =>
  html`<a href="/api/agreements/documents/${version.id}/file" download>${titleOf(visit, version)}</a>`;

function facts({ words: { papers, locale } }: Visit, version: PublishedVersion): Html {
  const day = dayText(version.effectiveOn, locale);
  const kilobytes = new Intl.NumberFormat(locale).format(Math.max(Math.round(version.size / 1_024), 1));
  return html`<p class="facts">
    ${inline([
      version.state === 'coming' ? papers.from(day) : papers.since(day),
      papers.version(version.version),
      version.withdrawReason && papers.withdrawn(version.withdrawReason),
      version.fileName.split('.').at(-1)?.toUpperCase(),
      papers.size(kilobytes),
      html`<abbr title="${papers.sum}: ${version.sha256}">SHA-256 ${version.sha256.slice(0, 8)}…</abbr>`,
    ])}
  </p>`;
}
