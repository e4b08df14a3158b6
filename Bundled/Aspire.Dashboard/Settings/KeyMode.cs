namespace Aspire.Dashboard.Settings;

/// <summary>How programs prove that they may do something.</summary>
internal enum KeyMode
{
    /// <summary>Not at all.</summary>
    Unsecured,

    /// <summary>By a key in a header.</summary>
    ApiKey,
}
