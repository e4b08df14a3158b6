namespace Aspire.Dashboard.Tests.Wire;

/// <summary>A request of each signal that uses every field.</summary>
internal static class Samples
{
    private const string Resource = """
        "resource": { "attributes": [
          { "key": "service.name", "value": { "stringValue": "shop" } },
          { "key": "flag", "value": { "boolValue": true } },
          { "key": "count", "value": { "intValue": "-7" } },
          { "key": "ratio", "value": { "doubleValue": 0.25 } },
          { "key": "list", "value": { "arrayValue": { "values": [ { "stringValue": "a" }, { "intValue": "1" } ] } } },
          { "key": "map", "value": { "kvlistValue": { "values": [ { "key": "x", "value": { "stringValue": "ÄÖ" } } ] } } },
          { "key": "bytes", "value": { "bytesValue": "AQID" } }
        ], "droppedAttributesCount": 2, "entityRefs": [ { "schemaUrl": "u", "type": "service", "idKeys": [ "service.name" ], "descriptionKeys": [ "flag" ] } ] }
        """;

    private const string Scope = """ "scope": { "name": "lib", "version": "1.2", "attributes": [ { "key": "k", "value": { "stringValue": "v" } } ], "droppedAttributesCount": 1 } """;

    public const string Traces = $$"""
        { "resourceSpans": [ { {{Resource}}, "scopeSpans": [ { {{Scope}}, "spans": [ {
          "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "00f067aa0ba902b7", "traceState": "a=b", "parentSpanId": "1112131415161718", "flags": 257, "name": "GET /", "kind": 3,
          "startTimeUnixNano": "1750000000000000001", "endTimeUnixNano": "18446744073709551615", "attributes": [ { "key": "empty", "value": {} } ], "droppedAttributesCount": 3,
          "events": [ { "timeUnixNano": "1750000000000000002", "name": "retry", "attributes": [ { "key": "n", "value": { "intValue": "2" } } ], "droppedAttributesCount": 4 } ], "droppedEventsCount": 5,
          "links": [ { "traceId": "0af7651916cd43dd8448eb211c80319d", "spanId": "00f067aa0ba902b8", "traceState": "c=d", "attributes": [ { "key": "l", "value": { "stringValue": "m" } } ], "droppedAttributesCount": 6, "flags": 1 } ],
          "droppedLinksCount": 7, "status": { "message": "broken", "code": 2 } } ], "schemaUrl": "s" } ], "schemaUrl": "r" } ] }
        """;

    public const string Logs = $$"""
        { "resourceLogs": [ { {{Resource}}, "scopeLogs": [ { {{Scope}}, "logRecords": [ {
          "timeUnixNano": "1750000000000000001", "observedTimeUnixNano": "1750000000000000002", "severityNumber": 17, "severityText": "Error", "body": { "stringValue": "no \"way\"" },
          "attributes": [ { "key": "k", "value": { "stringValue": "v" } } ], "droppedAttributesCount": 1, "flags": 1,
          "traceId": "0af7651916cd43dd8448eb211c80319c", "spanId": "00f067aa0ba902b7", "eventName": "it" } ], "schemaUrl": "s" } ], "schemaUrl": "r" } ] }
        """;

    private const string Exemplar = """
        { "filteredAttributes": [ { "key": "k", "value": { "stringValue": "v" } } ], "timeUnixNano": "3", "asDouble": 1.5, "spanId": "00f067aa0ba902b7", "traceId": "0af7651916cd43dd8448eb211c80319c" }
        """;

    public const string Metrics = $$"""
        { "resourceMetrics": [ { {{Resource}}, "scopeMetrics": [ { {{Scope}}, "metrics": [
          { "name": "g", "description": "d", "unit": "By", "gauge": { "dataPoints": [ { "attributes": [ { "key": "k", "value": { "stringValue": "v" } } ], "startTimeUnixNano": "1", "timeUnixNano": "2", "asDouble": -0.5, "exemplars": [ {{Exemplar}} ], "flags": 0 } ] } },
          { "name": "s", "sum": { "dataPoints": [ { "timeUnixNano": "2", "asInt": "-9223372036854775808" } ], "aggregationTemporality": 2, "isMonotonic": true } },
          { "name": "h", "histogram": { "dataPoints": [ { "attributes": [], "timeUnixNano": "2", "count": "4", "sum": 2.5, "bucketCounts": [ "1", "3" ], "explicitBounds": [ 0.5 ], "flags": 0, "min": 0.1, "max": 2 } ], "aggregationTemporality": 1 } },
          { "name": "e", "exponentialHistogram": { "dataPoints": [ { "timeUnixNano": "2", "count": "4", "sum": 2.5, "scale": -3, "zeroCount": "1", "positive": { "offset": -2, "bucketCounts": [ "1", "18446744073709551615" ] }, "negative": { "offset": 2, "bucketCounts": [ "1" ] }, "flags": 1, "min": 0.1, "max": 2, "zeroThreshold": 0.001 } ], "aggregationTemporality": 2 } },
          { "name": "u", "summary": { "dataPoints": [ { "timeUnixNano": "2", "count": "4", "sum": 2.5, "quantileValues": [ { "quantile": 0.5, "value": 1 }, { "quantile": 1, "value": "NaN" } ] } ] }, "metadata": [ { "key": "k", "value": { "stringValue": "v" } } ] }
        ], "schemaUrl": "s" } ], "schemaUrl": "r" } ] }
        """;
}
