import { createServer, type Server as HttpServer } from 'node:http';
import type { Server } from '@hapi/hapi';
import { collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';

const seconds = new Histogram({
  name: 'regiso_request_seconds',
  help: 'Time to answer by route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
});

/** Measures every request by its route pattern, never by its address (which may name a record). */
export function countRequests(server: Server) {
  server.events.on('response', (request) => {
    const status = 'statusCode' in request.response ? String(request.response.statusCode) : '500';
    const took = (Date.now() - request.info.received) / 1000;
    seconds.observe({ method: request.method, route: request.route.path, status }, took);
  });
}

/** A gauge whose value is asked when Prometheus comes. */
export const gauge = (name: string, help: string, labelNames: string[], collect: (gauge: Gauge) => Promise<void>) =>
  new Gauge({
    name: `regiso_${name}`,
    help,
    labelNames,
    async collect() {
      await collect(this);
    },
  });

/** What a gauge without labels says now; null when nobody has defined it. */
export async function gaugeValue(name: string): Promise<number | null> {
  const found = register.getSingleMetric(`regiso_${name}`);
  const [own] = found instanceof Gauge ? (await found.get()).values : [];
  return own?.value ?? null;
}

/** Prometheus text on a port of its own, not reachable through the public one. */
export async function serveMetrics(host: string, port: number): Promise<HttpServer> {
  collectDefaultMetrics();
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    register.metrics().then(
      (text) => response.writeHead(200, { 'content-type': register.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((ready) => {
    server.once('error', () => server.listen(0, host, ready));
    server.listen(port, host, ready);
  });
  return server;
}
