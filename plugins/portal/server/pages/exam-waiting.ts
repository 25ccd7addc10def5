import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { momentText } from '../frame';
import { freshPage } from '../fresh-page';
import { attributes, html } from '../html';

/** How long, in seconds: until the turn is likely to come, and until the page asks again. */
type Wait = { seconds: number; askAgainIn: number };

/**
 * What stands while more people ask than can be answered: it goes on by itself, with a script inside the page, without one by
 * loading it anew.
 */
export async function waitingPage(request: Request, h: ResponseToolkit, wait: Wait): Promise<ResponseObject> {
  const response = await freshPage(request, h, ({ words: { examResults, locale } }) => {
    const { waiting: words } = examResults;
    return {
      title: words.title,
      section: 'exams' as const,
      head: html`<noscript><meta http-equiv="refresh" content="${wait.askAgainIn};url=/exam-results" /></noscript>`,
      body: html`<div class="wide page" ${attributes({ 'data-wait': wait.askAgainIn })}>
        <h1>${words.title}</h1>
        <p class="lead" role="status">${words.soon(Math.ceil(wait.seconds / 60))}</p>
        <p class="hint">${words.checked(momentText(new Date(), locale))}</p>
        <p>${words.itself}</p>
        <p>${words.kept}</p>
        <form class="actions" method="post" action="/exam-results">
          <button class="button second" name="change" value="1">${words.change}</button>
          <a href="/app/exams/results">${examResults.signIn}</a>
        </form>
      </div>`,
    };
  });
  return response.header('Retry-After', String(wait.askAgainIn)).header('Cache-Control', 'no-store');
}
