namespace Embedded.Nacos.Registry;

internal enum BeatOutcome
{
    /// <summary>No such instance; the client must register.</summary>
    Unknown,

    /// <summary>The lease is renewed.</summary>
    Renewed,

    /// <summary>The lease is renewed and the instance is healthy again.</summary>
    Recovered,
}
