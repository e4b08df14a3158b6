namespace Rollcall.Tests;

/// <summary>A template that Helm would not fill in.</summary>
internal sealed class ChartTemplateException(string message) : Exception(message);
