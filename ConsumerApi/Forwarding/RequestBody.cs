using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace ConsumerApi.Forwarding;

/// <summary>
/// A request body that can be sent more than once, up to a limit. What fits is kept in a pooled buffer; of a larger body the beginning is
/// kept and the rest streamed from the client, after which it cannot be sent again.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    // First guess for a body of unknown length.
    private const int InitialBytes = 16 * 1024;

    private const int StreamedBlockBytes = 64 * 1024;

    private readonly Stream _rest;
    private byte[] _buffer = [];
    private int _length;

    private RequestBody(Stream rest) => _rest = rest;

    /// <summary>Length of the whole body when it is known.</summary>
    public long? Length { get; private set; }

    /// <summary>Whether it may be sent (again).</summary>
    public bool IsReplayable { get; private set; } = true;

    /// <summary>What went wrong with reading from the client while the body was streamed: not the node's fault.</summary>
    public Exception? ClientFault { get; private set; }

    private bool IsComplete { get; set; }

    /// <summary>Reads the body, or its first <paramref name="limit"/> bytes.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var length = request.ContentLength;
        if (length is 0 || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return null;
        }

        var body = new RequestBody(request.Body) { Length = length };
        try
        {
            if (length > limit)
            {
                return body;
            }

            await body.FillAsync(length is { } known ? (int)known : Math.Min(InitialBytes, limit), limit, cancellationToken);
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Writes the body to a node.</summary>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellationToken)
    {
        if (_length > 0)
        {
            await destination.WriteAsync(_buffer.AsMemory(0, _length), cancellationToken);
        }

        if (!IsComplete)
        {
            IsReplayable = false;
            await StreamRestAsync(destination, cancellationToken);
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private async Task StreamRestAsync(Stream destination, CancellationToken cancellationToken)
    {
        var block = ArrayPool<byte>.Shared.Rent(StreamedBlockBytes);
        try
        {
            while (await ReadRestAsync(block, cancellationToken) is var read and > 0)
            {
                await destination.WriteAsync(block.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private async ValueTask<int> ReadRestAsync(Memory<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            return await _rest.ReadAsync(block, cancellationToken);
        }
        catch (IOException e)
        {
            ClientFault = e;
            throw;
        }
    }

    private async ValueTask FillAsync(int capacity, int limit, CancellationToken cancellationToken)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 1));
        while (true)
        {
            if (_length == Length)
            {
                IsComplete = true;
                return;
            }

            if (_length == _buffer.Length && !TryGrow(limit))
            {
                return;
            }

            var read = await _rest.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                IsComplete = true;
                Length = _length;
                return;
            }

            _length += read;
        }
    }

    private bool TryGrow(int limit)
    {
        if (_length >= limit)
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, _length * 2L));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
