namespace Embedded.Nacos.Settings;

/// <summary>A setting cannot be used; the message names it and says what to write instead.</summary>
internal sealed class SettingsException(string message) : Exception(message);
