/** Apart from the schemas, so that the browser takes them without zod. */
export const dashboardPermissions = {
  'dashboards.view': 'See dashboards and figures without persons',
  'dashboards.export': 'Take figures out as files',
} as const;
