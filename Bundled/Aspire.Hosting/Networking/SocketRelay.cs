using System.Buffers;
using System.Net.Sockets;

namespace Aspire.Hosting.Networking;

internal static class SocketRelay
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Copies until the sender is done, then tells the receiver so: the other direction may still be open.</summary>
    public static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false)) > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), cancellationToken).ConfigureAwait(false);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // One side is gone: waking the other direction is all that is left to do.
            from.Close();
            to.Close();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
