const browsers = { YaBrowser: 'Яндекс Браузер', Edg: 'Edge', OPR: 'Opera', Firefox: '', Chrome: '', Safari: '' };
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];

/** «Firefox · Windows»: enough to know one's own device by, and all that is kept of what the browser says. */
export function deviceName(userAgent: string): string {
  const browser = Object.entries(browsers).find(([mark]) => userAgent.includes(mark));
  const system = systems.find((mark) => userAgent.includes(mark));
  return [browser && (browser[1] || browser[0]), system].filter(Boolean).join(' · ') || 'Браузер';
}
