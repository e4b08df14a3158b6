namespace Rollcall.AppHost.Settings;

/// <summary>The application cannot be started as asked; the message says what to change.</summary>
internal sealed class RunSettingsException(string message) : Exception(message);
