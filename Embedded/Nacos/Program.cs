using Embedded.Nacos.Hosting;
using Embedded.Nacos.Settings;
using Microsoft.AspNetCore.Connections;

try
{
    var settings = SettingsReader.Read(args, Environment.GetEnvironmentVariables(), out var warnings);
    await using var app = RegistryServer.Build(settings, args);
    foreach (var warning in warnings)
    {
        Log.Setting(app.Logger, warning);
    }

    try
    {
        await app.StartAsync();
    }
    catch (IOException exception) when (exception.InnerException is AddressInUseException)
    {
        Console.Error.WriteLine($"Port {settings.Port} is in use; stop what listens there, or choose another with --{PropertyNames.Port}");
        return 1;
    }

    Log.Started(app.Logger, string.Join(", ", app.Urls.Select(url => url + settings.ContextPath)));
    await app.WaitForShutdownAsync();
    return 0;
}
catch (SettingsException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Registry is listening on {Addresses}")]
    public static partial void Started(ILogger logger, string addresses);

    [LoggerMessage(2, LogLevel.Warning, "{Warning}")]
    public static partial void Setting(ILogger logger, string warning);
}
