using Aspire.Dashboard.Hosting;
using Aspire.Dashboard.Settings;

try
{
    await using var app = DashboardHost.Build(args);
    StartupNotes.Write(app);
    await app.RunAsync();
    return 0;
}
catch (SettingsException exception)
{
    // Something the person who started it can mend; a stack trace would only hide the sentence.
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
