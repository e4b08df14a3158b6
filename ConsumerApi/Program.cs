using ConsumerApi;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

try
{
    await using var app = ConsumerApplication.Create(args);
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException e)
{
    foreach (var failure in e.Failures)
    {
        await Console.Error.WriteLineAsync(failure);
    }

    return 1;
}
catch (IOException e) when (e.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"{e.Message.TrimEnd('.')}. Stop what listens there, or choose another address with --urls or ASPNETCORE_URLS.");
    return 1;
}
