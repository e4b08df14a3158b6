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
        while (reader.TryReadTag(out var number, out var type))
        {
            if (number == 1)
            {
                result = RunResource(reader.ReadBytes(), visit, result);
            }
            else
            {
                reader.Skip(type);
            }
        }

        return result;
    }

    private IngestResult RunResource(ReadOnlySpan<byte> bytes, Visit visit, IngestResult result)
    {
        var resource = resources.Get(ProtoReader.Find(bytes, 1));
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var number, out var type))
        {
            if (number != 2)
            {
                reader.Skip(type);
                continue;
            }

            var scopeItems = reader.ReadBytes();
            if (resource is null)
            {
                result = result.And(Count(scopeItems), $"more than {limits.MaxResourceCount} resources have reported");
            }
            else if (resource.Scope(ProtoReader.Find(scopeItems, 1), limits.MaxScopeCount) is { } scope)
            {
                RunScope(scope, scopeItems, visit);
            }
            else
            {
                result = result.And(Count(scopeItems), $"the resource has more than {limits.MaxScopeCount} scopes");
            }
        }

        return result;
    }

    private static void RunScope(TelemetryScope scope, ReadOnlySpan<byte> bytes, Visit visit)
    {
        var reader = new ProtoReader(bytes);
        while (reader.TryReadTag(out var number, out var type))
        {
            if (number == 2)
            {
                visit(scope, reader.ReadBytes());
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    private static int Count(ReadOnlySpan<byte> scopeItems)
    {
        var count = 0;
        var reader = new ProtoReader(scopeItems);
        while (reader.TryReadTag(out var number, out var type))
        {
            count += number == 2 ? 1 : 0;
            reader.Skip(type);
        }

        return count;
    }
}
