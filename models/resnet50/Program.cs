using Models.ResNet50;

if (args is not [{ Length: > 0 } target] || target.StartsWith('-'))
{
    Console.Error.WriteLine("Usage: Models.ResNet50 <target folder>");
    Console.Error.WriteLine("Writes version 1 of ResNet-50 v1.5 with formula weights (102 MB) into <target folder>/1.");
    return 2;
}

try
{
    new ModelFolder(target, TimeProvider.System, Console.Out).Write();
    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The model could not be written to {target}: {exception.Message}");
    return 1;
}
