import type { Problem } from './errors';

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A small page for a browser that met an error: what happened and where to go. Works without scripts and styles. */
export const problemPage = (problem: Problem) => `<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(problem.title.ru)} — РЕГИСО</title>
<link rel="stylesheet" href="/assets/portal.css"></head>
<body><main class="problem"><p>${problem.status}</p><h1>${escape(problem.title.ru)}</h1>
${problem.detail ? `<p>${escape(problem.detail)}</p>` : ''}
<p><a href="/">На главную</a> · <a href="/organisations">Найти организацию</a></p></main></body></html>`;
