using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>Goes through the three levels that the requests of all signals have: resources, scopes, items.</summary>
internal sealed class RequestWalk(TelemetryResources resources, TelemetryLimits limits)
{
    /// <summary>Takes one item; the span is only good during the call.</summary>
    public delegate void Visit(TelemetryScope scope, ReadOnlySpan<byte> item);

    /// <summary>Visits the items of a request that was validated.</summary>
    public IngestResult Run(ReadOnlySpan<byte> request, Visit visit)
    {
        var result = IngestResult.Complete;
        var reader = new ProtoReader(request);
        while (reader.Read())
        {
            result = reader.Number == 1 ? RunResource(reader.Bytes, visit, result) : result;
        }

        return result;
    }

    private IngestResult RunResource(ReadOnlySpan<byte> bytes, Visit visit, IngestResult result)
    {
        var resource = resources.Get(ProtoReader.Find(bytes, 1));
        var reader = new ProtoReader(bytes);
        while (reader.Read())
        {
            if (reader.Number != 2)
            {
                continue;
            }

            if (resource is null)
            {
                result = result.And(RunScope(null, reader.Bytes, visit), $"more than {limits.MaxResourceCount} resources, or {limits.MaxResourceBytes} bytes of their attributes, have been reported");
                continue;
            }

            var scope = resource.Scope(ProtoReader.Find(reader.Bytes, 1), limits.MaxScopeCount);
            result = result.And(RunScope(scope, reader.Bytes, visit), $"the resource has more than {limits.MaxScopeCount} scopes, or there is no place for the attributes of another");
        }

        return result;
    }

    /// <summary>Visits the items of a scope.</summary>
    /// <returns>How many were not visited, because there is no place for the scope.</returns>
    private static int RunScope(TelemetryScope? scope, ReadOnlySpan<byte> bytes, Visit visit)
    {
        var rejected = 0;
        var reader = new ProtoReader(bytes);
        while (reader.Read())
        {
            if (reader.Number != 2)
            {
                continue;
            }

            if (scope is null)
            {
                rejected++;
            }
            else
            {
                visit(scope, reader.Bytes);
            }
        }

        return rejected;
    }
}
