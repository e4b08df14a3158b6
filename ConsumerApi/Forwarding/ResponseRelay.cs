using ConsumerApi.Routing;

namespace ConsumerApi.Forwarding;

/// <summary>Hands a node's answer to the client as it comes.</summary>
internal static class ResponseRelay
{
    // Answers up to this size are read completely before the first byte is relayed, so that a node that dies in the middle of one can
    // still be replaced. Larger ones are streamed from their first block on.
    private const int WholeBytes = 32 * 1024;

    private const int BlockBytes = 16 * 1024;

    /// <summary>Relays the answer. Throws before anything was sent when the node breaks off early: then another one may be asked.</summary>
    public static async Task RelayAsync(HttpResponseMessage answer, NodeState node, HttpContext context, CancellationToken cancellationToken)
    {
        var response = context.Response;
        using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var writer = response.BodyWriter;
        var length = answer.Content.Headers.ContentLength;
        var whole = length <= WholeBytes;
        var memory = writer.GetMemory(whole ? (int)Math.Max(length!.Value, 1) : BlockBytes);
        var filled = whole
            ? await body.ReadAtLeastAsync(memory[..(int)length!.Value], (int)length.Value, throwOnEndOfStream: true, cancellationToken)
            : await body.ReadAsync(memory, cancellationToken);

        response.StatusCode = (int)answer.StatusCode;
        ForwardedHeaders.CopyResponse(answer, response.Headers);
        response.Headers[ForwardedHeaders.NodeHeader] = node.Name;
        writer.Advance(filled);
        if (whole)
        {
            return;
        }

        while (filled > 0)
        {
            var flushed = await writer.FlushAsync(cancellationToken);
            if (flushed.IsCompleted || flushed.IsCanceled)
            {
                return;
            }

            filled = await body.ReadAsync(writer.GetMemory(BlockBytes), cancellationToken);
            writer.Advance(filled);
        }
    }
}
