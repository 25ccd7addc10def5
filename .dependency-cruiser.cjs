const not = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
const rooms = '^core/(participants|people|access|audit|support|notices|territory|imports|system)/';

/** Who may import whom. Entry points (core/server/app.ts, main.ts, cli) put the rooms together. */
module.exports = {
  forbidden: [
    not(
      'core-knows-no-plugin',
      { path: '^core/' },
      { path: '^(plugins|warehouse|dashboards)/' },
      'core → nothing above it',
    ),
    not('warehouse-knows-only-core', { path: '^warehouse/' }, { path: '^(plugins|dashboards)/' }, 'warehouse → core'),
    not('dashboards-know-no-plugin', { path: '^dashboards/' }, { path: '^plugins/' }, 'dashboards → core, warehouse'),
    not(
      'plugins-use-indexes',
      { path: '^plugins/([^/]+)/', pathNot: '/test/|\\.test\\.tsx?$' },
      {
        path: '^(core|warehouse|dashboards|plugins)/',
        pathNot: [
          '^plugins/$1/',
          '^(core|warehouse|dashboards|plugins/[^/]+)/(server|shared|ui|testing)/(index|api)\\.tsx?$',
          '^core/shared/(look|forms)/',
        ],
      },
      'a plugin imports only the index of what it declares',
    ),
    not(
      'ui-never-imports-server',
      { path: '/ui/', pathNot: '/test/|core/ui/build' },
      { path: '/server/' },
      'no server code in the browser',
    ),
    not(
      'ui-imports-types-alone-of-a-room',
      { path: '^core/[^/]+/ui/', pathNot: '/test/' },
      { path: '^core/', pathNot: '^core/ui/|/(ui|shared|node_modules)/', dependencyTypesNot: ['type-only'] },
      'a room of the core has no folder of its own for the server: the browser may know only types of it',
    ),
    not(
      'shared-is-zod-only',
      { path: '/shared/', pathNot: '/test/' },
      { pathNot: '/shared/|(^|/)node_modules/zod/' },
      'shared → zod only: no server, no ui, not even of its own package',
    ),
    not(
      'server-never-imports-ui',
      { path: '^(core|warehouse|dashboards|plugins)/', pathNot: '/(ui|test|testing)/|^core/server/cli/start\\.ts$' },
      { path: '/ui/' },
      'no browser code in the server; the command that starts it builds the interface',
    ),
    not(
      'no-cycles',
      { pathNot: rooms },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'no import cycles',
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: 'specify',
    exclude: { path: '(^|/)\\.regiso/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
