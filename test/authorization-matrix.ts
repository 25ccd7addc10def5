/**
 * Who may call which route, written by hand from the regulation (3.1 the operator administers the system; 3.2 the
 * situational centre monitors indicators; 4.5 the portal informs the public), not derived from the routes.
 */
export const roles = ['operator', 'analyst', 'registrar', 'nobody in particular'] as const;

type Role = (typeof roles)[number];
type Allowed = 'everyone' | 'signed in' | readonly Role[];

export const rows: Record<string, Allowed> = {
  // The installation itself
  'GET /healthz': 'everyone',
  'GET /readyz': 'everyone',
  'GET /version': ['operator'],
  'GET /api/system/plugins': ['operator'],
  'PUT /api/system/plugins/{id}': ['operator'],

  // Sign-in
  'POST /api/access/sign-in': 'everyone',
  'POST /api/access/sign-out': 'signed in',
  'GET /api/access/me': 'everyone',
  'POST /api/access/activate': 'everyone',
  'GET /api/access/enter/{way}': 'everyone',
  'POST /api/access/enter-code': 'everyone',
  'GET /api/access/stranger': 'everyone',
  'POST /api/access/stranger': 'everyone',
  'GET /api/access/own/identities': 'signed in',
  'POST /api/access/own/identities/{way}': 'signed in',
  'DELETE /api/access/own/identities/{id}': 'signed in',
  'POST /api/access/own/proof/{way}': 'signed in',
  'GET /api/access/own/account': 'signed in',
  'GET /api/access/own/rights': 'signed in',
  'DELETE /api/access/own/sign-ins/{id}': 'signed in',
  'POST /api/access/own/sign-ins/end-others': 'signed in',
  'POST /api/access/own/password': 'signed in',
  'POST /api/access/own/proof': 'signed in',
  'POST /api/access/own/second-factor': 'signed in',
  'POST /api/access/own/second-factor/confirm': 'signed in',
  'DELETE /api/access/own/second-factor': 'signed in',
  'POST /api/access/own/recovery-codes': 'signed in',
  'GET /api/access/why/{participant}': 'signed in',

  // Users and rights: the operator administers; administrators of subsystems and participants within their reach
  'POST /api/access/users/search': ['operator'],
  'POST /api/access/users': ['operator'],
  'POST /api/access/users/{id}/reset': ['operator'],
  'POST /api/access/users/{id}/end-sign-ins': ['operator'],
  'POST /api/access/users/{id}/dismiss': ['operator'],
  'GET /api/access/grants': ['operator'],
  'POST /api/access/grants': ['operator'],
  'POST /api/access/grants/{id}/confirm': ['operator'],
  'POST /api/access/grants/{id}/refuse': ['operator'],
  'POST /api/access/grants/{id}/revoke': ['operator'],
  'POST /api/access/grants/{id}/hand-over': ['operator'],
  'GET /api/access/roles': ['operator'],

  // Participants and agreements: the operator connects (3.1); the bodies of the regulation are known to all who work here
  'GET /api/agreements/bodies': 'signed in',
  'GET /api/agreements/participants': ['operator'],
  'GET /api/agreements/participants/{id}': ['operator'],
  'POST /api/agreements/participants': ['operator'],
  'POST /api/agreements/participants/{id}/agreements': ['operator'],
  'PUT /api/agreements/drafts/{id}': ['operator'],
  'POST /api/agreements/drafts/{id}/sign': ['operator'],
  'POST /api/agreements/agreements/{id}/terminate': ['operator'],
  'POST /api/agreements/participants/{id}/suspend': ['operator'],
  'POST /api/agreements/participants/{id}/resume': ['operator'],
  'GET /api/agreements/ending': ['operator'],

  // The audit log: who looks after the installation and its security reads it (3.1); others see it through their own pages
  'GET /api/audit/events': ['operator'],
  'GET /api/audit/seal': ['operator'],
  'POST /api/audit/search': ['operator'],
  'POST /api/audit/seen': ['operator'],
  'POST /api/audit/actor': ['operator'],
  'POST /api/audit/proofs': ['operator'],

  // Territory
  'GET /api/territory/map': 'everyone',
  'GET /api/territory/municipalities': 'everyone',
  'GET /api/territory/region': 'everyone',

  // The warehouse: the operator keeps it, the situational centre sees how fresh its figures are
  'GET /api/warehouse/status': ['operator', 'analyst'],
  'POST /api/warehouse/rebuild': ['operator'],
  'POST /api/warehouse/verify': ['operator'],
  'POST /api/warehouse/repair': ['operator'],
  'GET /api/warehouse/runs': ['operator', 'analyst'],
  'POST /api/warehouse/runs/{id}/cancel': ['operator'],

  // Exams: scales and results of organisations for those who work with them; the public sees statistics only
  'GET /api/exams/reference/kinds': ['operator', 'analyst', 'registrar'],
  'POST /api/exams/reference/kinds': ['operator'],
  'GET /api/exams/reference/subjects': ['operator', 'analyst', 'registrar'],
  'POST /api/exams/reference/subjects': ['operator'],
  'GET /api/exams/reference/scales': ['operator', 'analyst', 'registrar'],
  'POST /api/exams/reference/scales': ['operator'],
  'GET /api/exams/reference/convert': ['operator', 'analyst', 'registrar'],
  'GET /api/exams/reference/thresholds': ['operator', 'analyst', 'registrar'],
  'GET /api/exams/reference/sessions': ['operator', 'analyst', 'registrar'],
  'GET /api/exams/reference/means': ['operator', 'analyst', 'registrar'],
  'GET /api/exams/organisations/{id}/results': ['operator', 'analyst', 'registrar'],

  // The public portal (4.5): for everyone
  'GET /': 'everyone',
  'GET /organisations': 'everyone',
  'GET /organisations/{id}': 'everyone',
  'GET /map': 'everyone',
  'GET /map/points': 'everyone',
  'GET /about': 'everyone',
  'GET /accessibility': 'everyone',
  'GET /open-data': 'everyone',
  'GET /open-data/organisations.csv': 'everyone',
  'GET /open-data/organisations.json': 'everyone',
  'GET /favicon.ico': 'everyone',
  'GET /{path*}': 'everyone',
  'GET /robots.txt': 'everyone',
  'GET /sitemap.xml': 'everyone',
  'GET /sitemap-{part}.xml': 'everyone',
  'GET /assets/{file}': 'everyone',

  // The register, imports and dashboards
  'GET /api/participants/organisations': ['operator', 'analyst', 'registrar'],
  'GET /api/participants/organisations/counts': ['operator', 'analyst', 'registrar'],
  'POST /api/participants/organisations/export': ['operator', 'analyst', 'registrar'],
  'GET /api/participants/regions': ['operator', 'analyst', 'registrar'],
  'GET /api/participants/organisations/{id}': ['operator', 'analyst', 'registrar'],
  'GET /api/participants/organisations/{id}/history': ['operator', 'registrar'],
  'POST /api/participants/organisations': ['operator', 'registrar'],
  'PATCH /api/participants/organisations/{id}': ['operator', 'registrar'],
  'GET /api/imports/kinds': ['operator', 'registrar'],
  'GET /api/imports/kinds/{kind}/sample.{format}': ['operator', 'registrar'],
  'POST /api/imports/files': ['operator', 'registrar'],
  'GET /api/imports/runs': ['operator', 'registrar'],
  'GET /api/imports/runs/{id}': ['operator', 'registrar'],
  'POST /api/imports/runs/{id}/start': ['operator', 'registrar'],
  'POST /api/imports/runs/{id}/cancel': ['operator', 'registrar'],
  'GET /api/imports/runs/{id}/problems.xlsx': ['operator', 'registrar'],
  'GET /api/imports/staged': ['operator', 'registrar'],
  'POST /api/imports/staged/{id}/match': ['operator', 'registrar'],
  'POST /api/dashboards/query': ['operator', 'analyst', 'registrar'],
  'GET /api/dashboards/list': ['operator', 'analyst', 'registrar'],
  'GET /api/dashboards/as-of': ['operator', 'analyst', 'registrar'],
  'GET /api/dashboards/indicators': ['operator', 'analyst', 'registrar'],
  'GET /api/dashboards/indicators/{id}': ['operator', 'analyst', 'registrar'],
  'POST /api/dashboards/export': ['operator', 'analyst'],
  'GET /api/dashboards/{id}': ['operator', 'analyst', 'registrar'],
  'GET /organisations/suggest': 'everyone',
  'GET /exams': 'everyone',
};
