namespace Agent.Polling;

/// <summary>
/// Busy is not dead: whatever stops answering is believed for <see cref="AgentOptions.UnreachableAfter"/>, counted from its last answer.
/// One clock for the node and one for each model, since one model may fail while the rest answers.
/// </summary>
internal sealed class Patience(TimeSpan limit, TimeProvider time)
{
    private readonly Dictionary<string, long> _lastAnswer = new(StringComparer.Ordinal);

    /// <summary>It answered.</summary>
    public void Answered(string key) => _lastAnswer[key] = time.GetTimestamp();

    /// <summary>How much longer it is believed; zero or less when no longer. Begins to count at the first question.</summary>
    public TimeSpan Left(string key)
    {
        if (!_lastAnswer.TryGetValue(key, out var last))
        {
            _lastAnswer[key] = last = time.GetTimestamp();
        }

        return limit - time.GetElapsedTime(last);
    }

    public void Forget(string key) => _lastAnswer.Remove(key);
}
