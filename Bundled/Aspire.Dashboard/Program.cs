using Aspire.Dashboard.Hosting;
using Aspire.Dashboard.Settings;
using Microsoft.AspNetCore.Connections;

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
catch (IOException exception) when (exception.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{exception.Message} End what listens there, or choose other addresses: ASPNETCORE_URLS, ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL, ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL.");
    return 1;
}
