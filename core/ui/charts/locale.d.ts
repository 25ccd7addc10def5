declare module 'echarts/i18n/langRU-obj.js' {
  const locale: Record<string, object>;
  export default locale;
}
