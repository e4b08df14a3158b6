using Aspire.Dashboard.Wire;

namespace Aspire.Dashboard.Ingestion;

/// <summary>One of the three signals: the message of its requests, and where its items go.</summary>
internal interface ISignal
{
    /// <summary>Path of the HTTP endpoint.</summary>
    string HttpPath { get; }

    /// <summary>Path of the gRPC method.</summary>
    string GrpcPath { get; }

    /// <summary>The message of a request.</summary>
    OtlpMessage Schema { get; }

    /// <summary>Name, in a JSON response, of the number of items that were not kept.</summary>
    string RejectedName { get; }

    /// <summary>Stores a request that was validated.</summary>
    IngestResult Store(ReadOnlySpan<byte> request);
}
