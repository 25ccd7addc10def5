/** What vite.config.ts makes: the default exports of `ui/index.tsx` of the subsystems. */
declare module 'virtual:plugin-uis' {
  const uis: readonly import('../define-ui').Ui[];
  export default uis;
}
