namespace Aspire.Dashboard.Settings;

/// <summary>The dashboard cannot be started as asked; the message says what to change.</summary>
internal sealed class SettingsException(string message) : Exception(message);
