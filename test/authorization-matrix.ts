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

  // Territory
  'GET /api/territory/map': 'everyone',
  'GET /api/territory/municipalities': 'everyone',
  'GET /api/territory/region': 'everyone',
};
