// Sends one span, one log record and one metric with the OpenTelemetry JavaScript SDK, in protobuf and in JSON. Arguments: endpoint, key.
const [endpoint, key] = process.argv.slice(2);
const headers = key ? { 'x-otlp-api-key': key } : {};
const { resourceFromAttributes } = require('@opentelemetry/resources');
const { BasicTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-base');
const { LoggerProvider, BatchLogRecordProcessor } = require('@opentelemetry/sdk-logs');
const { MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');

async function send(form) {
  const resource = resourceFromAttributes({ 'service.name': `javascript-${form}` });
  const exporter = (signal, name) => new (require(`@opentelemetry/exporter-${signal}-otlp-${form === 'json' ? 'http' : 'proto'}`)[name])({ url: `${endpoint}/v1/${signal === 'trace' ? 'traces' : signal}`, headers });

  const tracing = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter('trace', 'OTLPTraceExporter'))] });
  const span = tracing.getTracer('npm').startSpan('javascript span', { attributes: { list: ['a', 'b'], count: 3, ratio: 0.5, ok: true } });
  span.addEvent('happened', { at: 'once' });
  span.end();
  await tracing.forceFlush();

  const logging = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: exporter('logs', 'OTLPLogExporter') })] });
  logging.getLogger('npm').emit({ severityNumber: 13, severityText: 'WARN', body: 'javascript log', attributes: { k: 'v' } });
  await logging.forceFlush();

  const metering = new MeterProvider({ resource, readers: [new PeriodicExportingMetricReader({ exporter: exporter('metrics', 'OTLPMetricExporter'), exportIntervalMillis: 60_000 })] });
  metering.getMeter('npm').createHistogram('javascript.histogram', { unit: 's' }).record(0.25, { k: 'v' });
  await metering.forceFlush();
  await Promise.all([tracing.shutdown(), logging.shutdown(), metering.shutdown()]);
}

send('protobuf').then(() => send('json')).then(() => console.log('done'), (error) => { console.error(error); process.exit(1); });
