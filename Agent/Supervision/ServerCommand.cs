using System.Globalization;

namespace Agent.Supervision;

/// <summary>The model server's command line.</summary>
/// <param name="Words">The program and its arguments.</param>
internal sealed record ServerCommand(IReadOnlyList<string> Words)
{
    public const string RestFlag = "--rest_api_port";
    public const string GrpcFlag = "--port";

    public string Program => Words[0];

    /// <summary>Settings of the agent that follow from the flags; what is configured wins over them.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings()
    {
        if (Port(RestFlag) is { } rest)
        {
            yield return new("Agent:Node", string.Create(CultureInfo.InvariantCulture, $"http://localhost:{rest}"));
        }

        if (Port(GrpcFlag) is { } grpc)
        {
            yield return new("Agent:GrpcPort", grpc.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The port that a flag gives: the last one counts, as for the server; 0 turns it off.</summary>
    private int? Port(string flag)
    {
        var last = Words.LastOrDefault(word => word.StartsWith(flag, StringComparison.Ordinal) && word.Length > flag.Length && word[flag.Length] == '=');
        return last is not null && ushort.TryParse(last.AsSpan(flag.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
    }
}
