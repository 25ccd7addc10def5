/** Apart from the schemas, so that the browser takes them without zod. */
export const dashboardPermissions = {
  'dashboards.view': 'See dashboards and figures without persons',
  'dashboards.export': 'Take figures out as files',
  'dashboards.alert': 'Make rules of alerts, hand alerts to people and close them',
  'dashboards.deliver': 'Have dashboards mailed to colleagues by a schedule',
  'dashboards.annotate': 'Note beside figures what happened, for everybody who sees them',
  'dashboards.freeze': 'Freeze a board as it was reported, for everybody whose right covers its figures',
  'dashboards.compose': 'Put together own boards and share them with a role or an organisation',
  'dashboards.define': 'Define indicators from the facts and hand them to review',
  'dashboards.review': 'Approve, return and withdraw indicators that others defined',
} as const;
